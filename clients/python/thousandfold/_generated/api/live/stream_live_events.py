from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.job_state import JobState
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    job: list[str],
    queue: list[str],
    list_: bool | Unset = False,
    state: JobState | Unset = UNSET,
    limit: int | Unset = 50,
    last_event_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(last_event_id, Unset):
        headers["Last-Event-ID"] = last_event_id

    params: dict[str, Any] = {}

    json_job = job

    params["job"] = json_job

    json_queue = queue

    params["queue"] = json_queue

    params["list"] = list_

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/live/events",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> str | None:
    if response.status_code == 200:
        response_200 = response.text
        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    job: list[str],
    queue: list[str],
    list_: bool | Unset = False,
    state: JobState | Unset = UNSET,
    limit: int | Unset = 50,
    last_event_id: str | Unset = UNSET,
) -> Response[str]:
    """Watch jobs, lists and queues as server-sent events

     The same as over a WebSocket, for those who prefer it: `docs/live.md`. What is watched is named in
    the query, as often as
    needed. Each event's `id` says what you have seen; a browser sends it as `Last-Event-ID` when it
    connects again.

    Args:
        job (list[str]):
        queue (list[str]):
        list_ (bool | Unset):  Default: False.
        state (JobState | Unset): Where a job is in its life.
        limit (int | Unset):  Default: 50.
        last_event_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[str]
    """

    kwargs = _get_kwargs(
        job=job,
        queue=queue,
        list_=list_,
        state=state,
        limit=limit,
        last_event_id=last_event_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    job: list[str],
    queue: list[str],
    list_: bool | Unset = False,
    state: JobState | Unset = UNSET,
    limit: int | Unset = 50,
    last_event_id: str | Unset = UNSET,
) -> str | None:
    """Watch jobs, lists and queues as server-sent events

     The same as over a WebSocket, for those who prefer it: `docs/live.md`. What is watched is named in
    the query, as often as
    needed. Each event's `id` says what you have seen; a browser sends it as `Last-Event-ID` when it
    connects again.

    Args:
        job (list[str]):
        queue (list[str]):
        list_ (bool | Unset):  Default: False.
        state (JobState | Unset): Where a job is in its life.
        limit (int | Unset):  Default: 50.
        last_event_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        str
    """

    return sync_detailed(
        client=client,
        job=job,
        queue=queue,
        list_=list_,
        state=state,
        limit=limit,
        last_event_id=last_event_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    job: list[str],
    queue: list[str],
    list_: bool | Unset = False,
    state: JobState | Unset = UNSET,
    limit: int | Unset = 50,
    last_event_id: str | Unset = UNSET,
) -> Response[str]:
    """Watch jobs, lists and queues as server-sent events

     The same as over a WebSocket, for those who prefer it: `docs/live.md`. What is watched is named in
    the query, as often as
    needed. Each event's `id` says what you have seen; a browser sends it as `Last-Event-ID` when it
    connects again.

    Args:
        job (list[str]):
        queue (list[str]):
        list_ (bool | Unset):  Default: False.
        state (JobState | Unset): Where a job is in its life.
        limit (int | Unset):  Default: 50.
        last_event_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[str]
    """

    kwargs = _get_kwargs(
        job=job,
        queue=queue,
        list_=list_,
        state=state,
        limit=limit,
        last_event_id=last_event_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    job: list[str],
    queue: list[str],
    list_: bool | Unset = False,
    state: JobState | Unset = UNSET,
    limit: int | Unset = 50,
    last_event_id: str | Unset = UNSET,
) -> str | None:
    """Watch jobs, lists and queues as server-sent events

     The same as over a WebSocket, for those who prefer it: `docs/live.md`. What is watched is named in
    the query, as often as
    needed. Each event's `id` says what you have seen; a browser sends it as `Last-Event-ID` when it
    connects again.

    Args:
        job (list[str]):
        queue (list[str]):
        list_ (bool | Unset):  Default: False.
        state (JobState | Unset): Where a job is in its life.
        limit (int | Unset):  Default: 50.
        last_event_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        str
    """

    return (
        await asyncio_detailed(
            client=client,
            job=job,
            queue=queue,
            list_=list_,
            state=state,
            limit=limit,
            last_event_id=last_event_id,
        )
    ).parsed
