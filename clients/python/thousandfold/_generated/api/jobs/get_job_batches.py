from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.job_batches import JobBatches
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    from_: int | Unset = 0,
    limit: int | Unset = 10000,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(consistency_token, Unset):
        headers["Consistency-Token"] = consistency_token

    params: dict[str, Any] = {}

    params["from"] = from_

    params["limit"] = limit

    params["at"] = at

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/jobs/{id}/batches".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> JobBatches | None:
    if response.status_code == 200:
        response_200 = JobBatches.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[JobBatches]:
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
    from_: int | Unset = 0,
    limit: int | Unset = 10000,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Response[JobBatches]:
    """Get the batches of a job

     A cell each, in the order of their items: a map of where the job's tasks are, which fits a screen
    when they are a million.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        from_ (int | Unset):  Default: 0.
        limit (int | Unset):  Default: 10000.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobBatches]
    """

    kwargs = _get_kwargs(
        id=id,
        from_=from_,
        limit=limit,
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
    from_: int | Unset = 0,
    limit: int | Unset = 10000,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> JobBatches | None:
    """Get the batches of a job

     A cell each, in the order of their items: a map of where the job's tasks are, which fits a screen
    when they are a million.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        from_ (int | Unset):  Default: 0.
        limit (int | Unset):  Default: 10000.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobBatches
    """

    return sync_detailed(
        id=id,
        client=client,
        from_=from_,
        limit=limit,
        at=at,
        consistency_token=consistency_token,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    from_: int | Unset = 0,
    limit: int | Unset = 10000,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Response[JobBatches]:
    """Get the batches of a job

     A cell each, in the order of their items: a map of where the job's tasks are, which fits a screen
    when they are a million.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        from_ (int | Unset):  Default: 0.
        limit (int | Unset):  Default: 10000.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobBatches]
    """

    kwargs = _get_kwargs(
        id=id,
        from_=from_,
        limit=limit,
        at=at,
        consistency_token=consistency_token,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    from_: int | Unset = 0,
    limit: int | Unset = 10000,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> JobBatches | None:
    """Get the batches of a job

     A cell each, in the order of their items: a map of where the job's tasks are, which fits a screen
    when they are a million.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        from_ (int | Unset):  Default: 0.
        limit (int | Unset):  Default: 10000.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobBatches
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            from_=from_,
            limit=limit,
            at=at,
            consistency_token=consistency_token,
        )
    ).parsed
