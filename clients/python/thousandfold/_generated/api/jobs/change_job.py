from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.job import Job
from ...models.throttle_patch import ThrottlePatch
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    body: ThrottlePatch,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/jobs/{id}".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Job | None:
    if response.status_code == 200:
        response_200 = Job.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Job]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ThrottlePatch,
    if_match: str | Unset = UNSET,
) -> Response[Job]:
    """Change how fast a job may go

     What is left out stays as it is, and `null` removes a limit (RFC 7396).

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        if_match (str | Unset):
        body (ThrottlePatch): A change of how fast something may go: a member that is left out
            stays as it is, and `null` removes a limit
            (RFC 7396).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ThrottlePatch,
    if_match: str | Unset = UNSET,
) -> Job | None:
    """Change how fast a job may go

     What is left out stays as it is, and `null` removes a limit (RFC 7396).

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        if_match (str | Unset):
        body (ThrottlePatch): A change of how fast something may go: a member that is left out
            stays as it is, and `null` removes a limit
            (RFC 7396).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ThrottlePatch,
    if_match: str | Unset = UNSET,
) -> Response[Job]:
    """Change how fast a job may go

     What is left out stays as it is, and `null` removes a limit (RFC 7396).

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        if_match (str | Unset):
        body (ThrottlePatch): A change of how fast something may go: a member that is left out
            stays as it is, and `null` removes a limit
            (RFC 7396).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ThrottlePatch,
    if_match: str | Unset = UNSET,
) -> Job | None:
    """Change how fast a job may go

     What is left out stays as it is, and `null` removes a limit (RFC 7396).

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        if_match (str | Unset):
        body (ThrottlePatch): A change of how fast something may go: a member that is left out
            stays as it is, and `null` removes a limit
            (RFC 7396).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
