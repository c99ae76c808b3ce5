import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.usage import Usage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    from_: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(consistency_token, Unset):
        headers["Consistency-Token"] = consistency_token

    params: dict[str, Any] = {}

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    params["at"] = at

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/usage",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Usage | None:
    if response.status_code == 200:
        response_200 = Usage.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Usage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    from_: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Response[Usage]:
    """What was used, day by day?

     The days are UTC's, and what happened is of the day on which it happened. These are exact numbers,
    moments after what they
    count, and they add up to what `GET /v1/analytics/usage` draws.

    Args:
        from_ (datetime.date | Unset): A day of UTC's, such as `2026-07-11`.
        until (datetime.date | Unset): A day of UTC's, such as `2026-07-11`.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Usage]
    """

    kwargs = _get_kwargs(
        from_=from_,
        until=until,
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
    from_: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Usage | None:
    """What was used, day by day?

     The days are UTC's, and what happened is of the day on which it happened. These are exact numbers,
    moments after what they
    count, and they add up to what `GET /v1/analytics/usage` draws.

    Args:
        from_ (datetime.date | Unset): A day of UTC's, such as `2026-07-11`.
        until (datetime.date | Unset): A day of UTC's, such as `2026-07-11`.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Usage
    """

    return sync_detailed(
        client=client,
        from_=from_,
        until=until,
        at=at,
        consistency_token=consistency_token,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    from_: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Response[Usage]:
    """What was used, day by day?

     The days are UTC's, and what happened is of the day on which it happened. These are exact numbers,
    moments after what they
    count, and they add up to what `GET /v1/analytics/usage` draws.

    Args:
        from_ (datetime.date | Unset): A day of UTC's, such as `2026-07-11`.
        until (datetime.date | Unset): A day of UTC's, such as `2026-07-11`.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Usage]
    """

    kwargs = _get_kwargs(
        from_=from_,
        until=until,
        at=at,
        consistency_token=consistency_token,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    from_: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    at: str | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Usage | None:
    """What was used, day by day?

     The days are UTC's, and what happened is of the day on which it happened. These are exact numbers,
    moments after what they
    count, and they add up to what `GET /v1/analytics/usage` draws.

    Args:
        from_ (datetime.date | Unset): A day of UTC's, such as `2026-07-11`.
        until (datetime.date | Unset): A day of UTC's, such as `2026-07-11`.
        at (str | Unset): A moment of the log: an instant (RFC 3339, with `Z` or an offset), or
            the shard and the position of an event, such as `1:1795`.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Usage
    """

    return (
        await asyncio_detailed(
            client=client,
            from_=from_,
            until=until,
            at=at,
            consistency_token=consistency_token,
        )
    ).parsed
