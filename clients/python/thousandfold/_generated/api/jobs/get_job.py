from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.job import Job
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    wait_ms: int | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(consistency_token, Unset):
        headers["Consistency-Token"] = consistency_token

    params: dict[str, Any] = {}

    params["wait_ms"] = wait_ms

    params["at"] = at

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/jobs/{id}".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

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
    wait_ms: int | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Response[Job]:
    """Get a job

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        wait_ms (int | Unset):
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job]
    """

    kwargs = _get_kwargs(
        id=id,
        wait_ms=wait_ms,
        at=at,
        consistency_token=consistency_token,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    wait_ms: int | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Job | None:
    """Get a job

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        wait_ms (int | Unset):
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job
    """

    return sync_detailed(
        id=id,
        client=client,
        wait_ms=wait_ms,
        at=at,
        consistency_token=consistency_token,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    wait_ms: int | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Response[Job]:
    """Get a job

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        wait_ms (int | Unset):
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job]
    """

    kwargs = _get_kwargs(
        id=id,
        wait_ms=wait_ms,
        at=at,
        consistency_token=consistency_token,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    wait_ms: int | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Job | None:
    """Get a job

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        wait_ms (int | Unset):
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

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
            wait_ms=wait_ms,
            at=at,
            consistency_token=consistency_token,
        )
    ).parsed
