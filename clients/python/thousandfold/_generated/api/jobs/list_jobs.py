from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.job_list import JobList
from ...models.job_state import JobState
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    state: JobState | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(consistency_token, Unset):
        headers["Consistency-Token"] = consistency_token

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state

    params["at"] = at

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/jobs",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> JobList | None:
    if response.status_code == 200:
        response_200 = JobList.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[JobList]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    state: JobState | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Response[JobList]:
    """List jobs

    Args:
        cursor (str | Unset): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        limit (int | Unset):  Default: 50.
        state (JobState | Unset): Where a job is in its life.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobList]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        state=state,
        at=at,
        consistency_token=consistency_token,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    state: JobState | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> JobList | None:
    """List jobs

    Args:
        cursor (str | Unset): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        limit (int | Unset):  Default: 50.
        state (JobState | Unset): Where a job is in its life.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobList
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        limit=limit,
        state=state,
        at=at,
        consistency_token=consistency_token,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    state: JobState | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Response[JobList]:
    """List jobs

    Args:
        cursor (str | Unset): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        limit (int | Unset):  Default: 50.
        state (JobState | Unset): Where a job is in its life.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobList]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        state=state,
        at=at,
        consistency_token=consistency_token,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    state: JobState | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> JobList | None:
    """List jobs

    Args:
        cursor (str | Unset): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        limit (int | Unset):  Default: 50.
        state (JobState | Unset): Where a job is in its life.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobList
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            limit=limit,
            state=state,
            at=at,
            consistency_token=consistency_token,
        )
    ).parsed
