from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.queue import Queue
from ...models.throttle_patch import ThrottlePatch
from ...types import UNSET, Response, Unset


def _get_kwargs(
    name: str,
    *,
    body: ThrottlePatch,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/queues/{name}".format(
            name=quote(str(name), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Queue | None:
    if response.status_code == 200:
        response_200 = Queue.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Queue]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    body: ThrottlePatch,
    if_match: str | Unset = UNSET,
) -> Response[Queue]:
    """Change a queue's limits

     What is left out stays as it is, and `null` removes a limit (RFC 7396).

    Args:
        name (str): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter
            or digit.
        if_match (str | Unset):
        body (ThrottlePatch): A change of how fast something may go: a member that is left out
            stays as it is, and `null` removes a limit
            (RFC 7396).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Queue]
    """

    kwargs = _get_kwargs(
        name=name,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    body: ThrottlePatch,
    if_match: str | Unset = UNSET,
) -> Queue | None:
    """Change a queue's limits

     What is left out stays as it is, and `null` removes a limit (RFC 7396).

    Args:
        name (str): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter
            or digit.
        if_match (str | Unset):
        body (ThrottlePatch): A change of how fast something may go: a member that is left out
            stays as it is, and `null` removes a limit
            (RFC 7396).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Queue
    """

    return sync_detailed(
        name=name,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    body: ThrottlePatch,
    if_match: str | Unset = UNSET,
) -> Response[Queue]:
    """Change a queue's limits

     What is left out stays as it is, and `null` removes a limit (RFC 7396).

    Args:
        name (str): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter
            or digit.
        if_match (str | Unset):
        body (ThrottlePatch): A change of how fast something may go: a member that is left out
            stays as it is, and `null` removes a limit
            (RFC 7396).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Queue]
    """

    kwargs = _get_kwargs(
        name=name,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    body: ThrottlePatch,
    if_match: str | Unset = UNSET,
) -> Queue | None:
    """Change a queue's limits

     What is left out stays as it is, and `null` removes a limit (RFC 7396).

    Args:
        name (str): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter
            or digit.
        if_match (str | Unset):
        body (ThrottlePatch): A change of how fast something may go: a member that is left out
            stays as it is, and `null` removes a limit
            (RFC 7396).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Queue
    """

    return (
        await asyncio_detailed(
            name=name,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
