from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.leased import Leased
from ...models.take_tasks import TakeTasks
from ...types import Response


def _get_kwargs(
    name: str,
    *,
    body: TakeTasks,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/queues/{name}/leases".format(
            name=quote(str(name), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Leased | None:
    if response.status_code == 200:
        response_200 = Leased.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Leased]:
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
    body: TakeTasks,
) -> Response[Leased]:
    """Lease tasks from a queue

     They are the worker's until `until`: it reports how they ended before, or says with a heartbeat that
    it is still
    at it. Tasks of a lease that is over are other workers' again. Each lease is of one batch; there is
    none where
    no task could be had.

    Args:
        name (str): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter
            or digit.
        body (TakeTasks): What a worker asks for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Leased]
    """

    kwargs = _get_kwargs(
        name=name,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    body: TakeTasks,
) -> Leased | None:
    """Lease tasks from a queue

     They are the worker's until `until`: it reports how they ended before, or says with a heartbeat that
    it is still
    at it. Tasks of a lease that is over are other workers' again. Each lease is of one batch; there is
    none where
    no task could be had.

    Args:
        name (str): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter
            or digit.
        body (TakeTasks): What a worker asks for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Leased
    """

    return sync_detailed(
        name=name,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    body: TakeTasks,
) -> Response[Leased]:
    """Lease tasks from a queue

     They are the worker's until `until`: it reports how they ended before, or says with a heartbeat that
    it is still
    at it. Tasks of a lease that is over are other workers' again. Each lease is of one batch; there is
    none where
    no task could be had.

    Args:
        name (str): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter
            or digit.
        body (TakeTasks): What a worker asks for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Leased]
    """

    kwargs = _get_kwargs(
        name=name,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    body: TakeTasks,
) -> Leased | None:
    """Lease tasks from a queue

     They are the worker's until `until`: it reports how they ended before, or says with a heartbeat that
    it is still
    at it. Tasks of a lease that is over are other workers' again. Each lease is of one batch; there is
    none where
    no task could be had.

    Args:
        name (str): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter
            or digit.
        body (TakeTasks): What a worker asks for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Leased
    """

    return (
        await asyncio_detailed(
            name=name,
            client=client,
            body=body,
        )
    ).parsed
