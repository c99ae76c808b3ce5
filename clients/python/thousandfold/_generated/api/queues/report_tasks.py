from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.counted import Counted
from ...models.tasks_report import TasksReport
from ...types import Response


def _get_kwargs(
    token: str,
    *,
    body: TasksReport,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/leases/{token}/report".format(
            token=quote(str(token), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Counted | None:
    if response.status_code == 200:
        response_200 = Counted.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Counted]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    token: str,
    *,
    client: AuthenticatedClient | Client,
    body: TasksReport,
) -> Response[Counted]:
    """Report how tasks ended

     All outcomes count, or none. Tasks of the lease that are not in the report stay the worker's. A
    report that
    comes when the lease is over does not count, whatever it says: its tasks may be another worker's.

    Args:
        token (str): What names a lease.
        body (TasksReport): How tasks ended.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Counted]
    """

    kwargs = _get_kwargs(
        token=token,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    token: str,
    *,
    client: AuthenticatedClient | Client,
    body: TasksReport,
) -> Counted | None:
    """Report how tasks ended

     All outcomes count, or none. Tasks of the lease that are not in the report stay the worker's. A
    report that
    comes when the lease is over does not count, whatever it says: its tasks may be another worker's.

    Args:
        token (str): What names a lease.
        body (TasksReport): How tasks ended.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Counted
    """

    return sync_detailed(
        token=token,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    token: str,
    *,
    client: AuthenticatedClient | Client,
    body: TasksReport,
) -> Response[Counted]:
    """Report how tasks ended

     All outcomes count, or none. Tasks of the lease that are not in the report stay the worker's. A
    report that
    comes when the lease is over does not count, whatever it says: its tasks may be another worker's.

    Args:
        token (str): What names a lease.
        body (TasksReport): How tasks ended.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Counted]
    """

    kwargs = _get_kwargs(
        token=token,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    token: str,
    *,
    client: AuthenticatedClient | Client,
    body: TasksReport,
) -> Counted | None:
    """Report how tasks ended

     All outcomes count, or none. Tasks of the lease that are not in the report stay the worker's. A
    report that
    comes when the lease is over does not count, whatever it says: its tasks may be another worker's.

    Args:
        token (str): What names a lease.
        body (TasksReport): How tasks ended.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Counted
    """

    return (
        await asyncio_detailed(
            token=token,
            client=client,
            body=body,
        )
    ).parsed
