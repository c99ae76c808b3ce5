import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.audit_record_list import AuditRecordList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    actor: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    status_from: int | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(consistency_token, Unset):
        headers["Consistency-Token"] = consistency_token

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params["actor"] = actor

    params["operation"] = operation

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    params["status_from"] = status_from

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/audit",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> AuditRecordList | None:
    if response.status_code == 200:
        response_200 = AuditRecordList.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[AuditRecordList]:
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
    actor: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    status_from: int | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Response[AuditRecordList]:
    """List what was asked

     Every command is in it, whatever became of it, and every read of results and histories; and
    everything that an auditor
    read. A record is listed at most a second or so after the answer.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        actor (str | Unset):
        operation (str | Unset):
        from_ (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        status_from (int | Unset):
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditRecordList]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        actor=actor,
        operation=operation,
        from_=from_,
        until=until,
        status_from=status_from,
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
    actor: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    status_from: int | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> AuditRecordList | None:
    """List what was asked

     Every command is in it, whatever became of it, and every read of results and histories; and
    everything that an auditor
    read. A record is listed at most a second or so after the answer.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        actor (str | Unset):
        operation (str | Unset):
        from_ (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        status_from (int | Unset):
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditRecordList
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        limit=limit,
        actor=actor,
        operation=operation,
        from_=from_,
        until=until,
        status_from=status_from,
        consistency_token=consistency_token,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    actor: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    status_from: int | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> Response[AuditRecordList]:
    """List what was asked

     Every command is in it, whatever became of it, and every read of results and histories; and
    everything that an auditor
    read. A record is listed at most a second or so after the answer.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        actor (str | Unset):
        operation (str | Unset):
        from_ (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        status_from (int | Unset):
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditRecordList]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        actor=actor,
        operation=operation,
        from_=from_,
        until=until,
        status_from=status_from,
        consistency_token=consistency_token,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    actor: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    status_from: int | Unset = UNSET,
    consistency_token: str | Unset = UNSET,
) -> AuditRecordList | None:
    """List what was asked

     Every command is in it, whatever became of it, and every read of results and histories; and
    everything that an auditor
    read. A record is listed at most a second or so after the answer.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        actor (str | Unset):
        operation (str | Unset):
        from_ (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        status_from (int | Unset):
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditRecordList
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            limit=limit,
            actor=actor,
            operation=operation,
            from_=from_,
            until=until,
            status_from=status_from,
            consistency_token=consistency_token,
        )
    ).parsed
