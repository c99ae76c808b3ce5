from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.queue import Queue
from ...types import UNSET, Response, Unset


def _get_kwargs(
    name: str,
    *,
    at: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["at"] = at

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/queues/{name}".format(
            name=quote(str(name), safe=""),
        ),
        "params": params,
    }

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
    at: str | Unset = UNSET,
) -> Response[Queue]:
    """Get a queue

    Args:
        name (str): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter
            or digit.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Queue]
    """

    kwargs = _get_kwargs(
        name=name,
        at=at,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    at: str | Unset = UNSET,
) -> Queue | None:
    """Get a queue

    Args:
        name (str): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter
            or digit.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Queue
    """

    return sync_detailed(
        name=name,
        client=client,
        at=at,
    ).parsed


async def asyncio_detailed(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    at: str | Unset = UNSET,
) -> Response[Queue]:
    """Get a queue

    Args:
        name (str): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter
            or digit.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Queue]
    """

    kwargs = _get_kwargs(
        name=name,
        at=at,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    at: str | Unset = UNSET,
) -> Queue | None:
    """Get a queue

    Args:
        name (str): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter
            or digit.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.

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
            at=at,
        )
    ).parsed
