from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.cancel_job import CancelJob
from ...models.job import Job
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    body: CancelJob | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/jobs/{id}/cancel".format(
            id=quote(str(id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Job | None:
    if response.status_code == 200:
        response_200 = Job.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Job]:
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
    body: CancelJob | Unset = UNSET,
) -> Response[Job]:
    """Cancel a job

     What has not ended of it is cancelled; what runs is told to stop. Its state becomes `cancelled` once
    that is
    done, and the results of what had ended can be read.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        body (CancelJob | Unset): A job to cancel.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CancelJob | Unset = UNSET,
) -> Job | None:
    """Cancel a job

     What has not ended of it is cancelled; what runs is told to stop. Its state becomes `cancelled` once
    that is
    done, and the results of what had ended can be read.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        body (CancelJob | Unset): A job to cancel.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CancelJob | Unset = UNSET,
) -> Response[Job]:
    """Cancel a job

     What has not ended of it is cancelled; what runs is told to stop. Its state becomes `cancelled` once
    that is
    done, and the results of what had ended can be read.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        body (CancelJob | Unset): A job to cancel.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CancelJob | Unset = UNSET,
) -> Job | None:
    """Cancel a job

     What has not ended of it is cancelled; what runs is told to stop. Its state becomes `cancelled` once
    that is
    done, and the results of what had ended can be read.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        body (CancelJob | Unset): A job to cancel.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
        )
    ).parsed
