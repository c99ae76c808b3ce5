from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.event_list import EventList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    batch: int | Unset = UNSET,
    after: int | Unset = UNSET,
    limit: int | Unset = 50,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["batch"] = batch

    params["after"] = after

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/jobs/{id}/events".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> EventList | None:
    if response.status_code == 200:
        response_200 = EventList.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[EventList]:
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
    batch: int | Unset = UNSET,
    after: int | Unset = UNSET,
    limit: int | Unset = 50,
) -> Response[EventList]:
    """Read what has happened to a job

     It is the job's own stream of events, or, with `batch`, that of one of its batches. To follow a
    stream,
    ask again with the last `sequence` as `after`.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        batch (int | Unset):
        after (int | Unset):
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventList]
    """

    kwargs = _get_kwargs(
        id=id,
        batch=batch,
        after=after,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    batch: int | Unset = UNSET,
    after: int | Unset = UNSET,
    limit: int | Unset = 50,
) -> EventList | None:
    """Read what has happened to a job

     It is the job's own stream of events, or, with `batch`, that of one of its batches. To follow a
    stream,
    ask again with the last `sequence` as `after`.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        batch (int | Unset):
        after (int | Unset):
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventList
    """

    return sync_detailed(
        id=id,
        client=client,
        batch=batch,
        after=after,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    batch: int | Unset = UNSET,
    after: int | Unset = UNSET,
    limit: int | Unset = 50,
) -> Response[EventList]:
    """Read what has happened to a job

     It is the job's own stream of events, or, with `batch`, that of one of its batches. To follow a
    stream,
    ask again with the last `sequence` as `after`.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        batch (int | Unset):
        after (int | Unset):
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventList]
    """

    kwargs = _get_kwargs(
        id=id,
        batch=batch,
        after=after,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    batch: int | Unset = UNSET,
    after: int | Unset = UNSET,
    limit: int | Unset = 50,
) -> EventList | None:
    """Read what has happened to a job

     It is the job's own stream of events, or, with `batch`, that of one of its batches. To follow a
    stream,
    ask again with the last `sequence` as `after`.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        batch (int | Unset):
        after (int | Unset):
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventList
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            batch=batch,
            after=after,
            limit=limit,
        )
    ).parsed
