from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.attempt_list import AttemptList
from ...models.outcome import Outcome
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    outcome: Outcome | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    consistency_token: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(consistency_token, Unset):
        headers["Consistency-Token"] = consistency_token

    params: dict[str, Any] = {}

    json_outcome: str | Unset = UNSET
    if not isinstance(outcome, Unset):
        json_outcome = outcome.value

    params["outcome"] = json_outcome

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/jobs/{id}/tasks".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> AttemptList | None:
    if response.status_code == 200:
        response_200 = AttemptList.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[AttemptList]:
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
    outcome: Outcome | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    consistency_token: str | Unset = UNSET,
) -> Response[AttemptList]:
    """List the attempts at a job's tasks

     An attempt is listed at most a second or so after it was reported.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        outcome (Outcome | Unset): How an attempt at a task ended.
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AttemptList]
    """

    kwargs = _get_kwargs(
        id=id,
        outcome=outcome,
        cursor=cursor,
        limit=limit,
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
    outcome: Outcome | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    consistency_token: str | Unset = UNSET,
) -> AttemptList | None:
    """List the attempts at a job's tasks

     An attempt is listed at most a second or so after it was reported.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        outcome (Outcome | Unset): How an attempt at a task ended.
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AttemptList
    """

    return sync_detailed(
        id=id,
        client=client,
        outcome=outcome,
        cursor=cursor,
        limit=limit,
        consistency_token=consistency_token,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    outcome: Outcome | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    consistency_token: str | Unset = UNSET,
) -> Response[AttemptList]:
    """List the attempts at a job's tasks

     An attempt is listed at most a second or so after it was reported.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        outcome (Outcome | Unset): How an attempt at a task ended.
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AttemptList]
    """

    kwargs = _get_kwargs(
        id=id,
        outcome=outcome,
        cursor=cursor,
        limit=limit,
        consistency_token=consistency_token,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    outcome: Outcome | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    consistency_token: str | Unset = UNSET,
) -> AttemptList | None:
    """List the attempts at a job's tasks

     An attempt is listed at most a second or so after it was reported.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        outcome (Outcome | Unset): How an attempt at a task ended.
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        consistency_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AttemptList
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            outcome=outcome,
            cursor=cursor,
            limit=limit,
            consistency_token=consistency_token,
        )
    ).parsed
