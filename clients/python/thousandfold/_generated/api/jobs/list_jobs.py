import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.job_list import JobList
from ...models.job_sort import JobSort
from ...models.job_state import JobState
from ...models.processor_kind import ProcessorKind
from ...models.sort_order import SortOrder
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    state: JobState | Unset = UNSET,
    tag: list[str] | Unset = UNSET,
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
    text: str | Unset = UNSET,
    submitted_from: datetime.datetime | Unset = UNSET,
    submitted_until: datetime.datetime | Unset = UNSET,
    sort: JobSort | Unset = UNSET,
    order: SortOrder | Unset = UNSET,
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

    json_tag: list[str] | Unset = UNSET
    if not isinstance(tag, Unset):
        json_tag = tag

    params["tag"] = json_tag

    json_processor: str | Unset = UNSET
    if not isinstance(processor, Unset):
        json_processor = processor.value

    params["processor"] = json_processor

    params["queue"] = queue

    params["text"] = text

    json_submitted_from: str | Unset = UNSET
    if not isinstance(submitted_from, Unset):
        json_submitted_from = submitted_from.isoformat()
    params["submitted_from"] = json_submitted_from

    json_submitted_until: str | Unset = UNSET
    if not isinstance(submitted_until, Unset):
        json_submitted_until = submitted_until.isoformat()
    params["submitted_until"] = json_submitted_until

    json_sort: str | Unset = UNSET
    if not isinstance(sort, Unset):
        json_sort = sort.value

    params["sort"] = json_sort

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order.value

    params["order"] = json_order

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
    tag: list[str] | Unset = UNSET,
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
    text: str | Unset = UNSET,
    submitted_from: datetime.datetime | Unset = UNSET,
    submitted_until: datetime.datetime | Unset = UNSET,
    sort: JobSort | Unset = UNSET,
    order: SortOrder | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Response[JobList]:
    """List jobs

     Only jobs of which all that is asked for is true are listed. A page may have fewer jobs than asked
    for, or none, and yet a
    next one: where few jobs match, many have to be looked at. The order of jobs and what a cursor
    stands for do not change while
    jobs come and go: from page to page, no job comes twice and none is left out that was there when the
    first page was read and
    still matches.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        state (JobState | Unset): Where a job is in its life.
        tag (list[str] | Unset):
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with
            a letter or digit.
        text (str | Unset):
        submitted_from (datetime.datetime | Unset):
        submitted_until (datetime.datetime | Unset):
        sort (JobSort | Unset): What a list of jobs is sorted by.
        order (SortOrder | Unset): Which end of a list comes first.
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
        tag=tag,
        processor=processor,
        queue=queue,
        text=text,
        submitted_from=submitted_from,
        submitted_until=submitted_until,
        sort=sort,
        order=order,
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
    tag: list[str] | Unset = UNSET,
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
    text: str | Unset = UNSET,
    submitted_from: datetime.datetime | Unset = UNSET,
    submitted_until: datetime.datetime | Unset = UNSET,
    sort: JobSort | Unset = UNSET,
    order: SortOrder | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> JobList | None:
    """List jobs

     Only jobs of which all that is asked for is true are listed. A page may have fewer jobs than asked
    for, or none, and yet a
    next one: where few jobs match, many have to be looked at. The order of jobs and what a cursor
    stands for do not change while
    jobs come and go: from page to page, no job comes twice and none is left out that was there when the
    first page was read and
    still matches.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        state (JobState | Unset): Where a job is in its life.
        tag (list[str] | Unset):
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with
            a letter or digit.
        text (str | Unset):
        submitted_from (datetime.datetime | Unset):
        submitted_until (datetime.datetime | Unset):
        sort (JobSort | Unset): What a list of jobs is sorted by.
        order (SortOrder | Unset): Which end of a list comes first.
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
        tag=tag,
        processor=processor,
        queue=queue,
        text=text,
        submitted_from=submitted_from,
        submitted_until=submitted_until,
        sort=sort,
        order=order,
        at=at,
        consistency_token=consistency_token,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    state: JobState | Unset = UNSET,
    tag: list[str] | Unset = UNSET,
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
    text: str | Unset = UNSET,
    submitted_from: datetime.datetime | Unset = UNSET,
    submitted_until: datetime.datetime | Unset = UNSET,
    sort: JobSort | Unset = UNSET,
    order: SortOrder | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Response[JobList]:
    """List jobs

     Only jobs of which all that is asked for is true are listed. A page may have fewer jobs than asked
    for, or none, and yet a
    next one: where few jobs match, many have to be looked at. The order of jobs and what a cursor
    stands for do not change while
    jobs come and go: from page to page, no job comes twice and none is left out that was there when the
    first page was read and
    still matches.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        state (JobState | Unset): Where a job is in its life.
        tag (list[str] | Unset):
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with
            a letter or digit.
        text (str | Unset):
        submitted_from (datetime.datetime | Unset):
        submitted_until (datetime.datetime | Unset):
        sort (JobSort | Unset): What a list of jobs is sorted by.
        order (SortOrder | Unset): Which end of a list comes first.
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
        tag=tag,
        processor=processor,
        queue=queue,
        text=text,
        submitted_from=submitted_from,
        submitted_until=submitted_until,
        sort=sort,
        order=order,
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
    tag: list[str] | Unset = UNSET,
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
    text: str | Unset = UNSET,
    submitted_from: datetime.datetime | Unset = UNSET,
    submitted_until: datetime.datetime | Unset = UNSET,
    sort: JobSort | Unset = UNSET,
    order: SortOrder | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> JobList | None:
    """List jobs

     Only jobs of which all that is asked for is true are listed. A page may have fewer jobs than asked
    for, or none, and yet a
    next one: where few jobs match, many have to be looked at. The order of jobs and what a cursor
    stands for do not change while
    jobs come and go: from page to page, no job comes twice and none is left out that was there when the
    first page was read and
    still matches.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        state (JobState | Unset): Where a job is in its life.
        tag (list[str] | Unset):
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with
            a letter or digit.
        text (str | Unset):
        submitted_from (datetime.datetime | Unset):
        submitted_until (datetime.datetime | Unset):
        sort (JobSort | Unset): What a list of jobs is sorted by.
        order (SortOrder | Unset): Which end of a list comes first.
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
            tag=tag,
            processor=processor,
            queue=queue,
            text=text,
            submitted_from=submitted_from,
            submitted_until=submitted_until,
            sort=sort,
            order=order,
            at=at,
            consistency_token=consistency_token,
        )
    ).parsed
