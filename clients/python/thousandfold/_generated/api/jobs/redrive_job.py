from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.accepted import Accepted
from ...models.job import Job
from ...models.redrive_job import RedriveJob
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    body: RedriveJob | Unset = UNSET,
    prefer: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(prefer, Unset):
        headers["Prefer"] = prefer

    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/jobs/{id}/redrive".format(
            id=quote(str(id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Accepted | Job | None:
    if response.status_code == 200:
        response_200 = Job.from_dict(response.json())

        return response_200

    if response.status_code == 202:
        response_202 = Accepted.from_dict(response.json())

        return response_202

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Accepted | Job]:
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
    body: RedriveJob | Unset = UNSET,
    prefer: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Accepted | Job]:
    """Run tasks of a job again

     They become a new job, with what the job asked for besides: its processor, limits and options, but
    not its
    `start_at` and `deadline`. The job must be over.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        prefer (str | Unset):
        idempotency_key (str | Unset):
        body (RedriveJob | Unset): Which tasks of a job are to run again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Accepted | Job]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        prefer=prefer,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: RedriveJob | Unset = UNSET,
    prefer: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Accepted | Job | None:
    """Run tasks of a job again

     They become a new job, with what the job asked for besides: its processor, limits and options, but
    not its
    `start_at` and `deadline`. The job must be over.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        prefer (str | Unset):
        idempotency_key (str | Unset):
        body (RedriveJob | Unset): Which tasks of a job are to run again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Accepted | Job
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        prefer=prefer,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: RedriveJob | Unset = UNSET,
    prefer: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Accepted | Job]:
    """Run tasks of a job again

     They become a new job, with what the job asked for besides: its processor, limits and options, but
    not its
    `start_at` and `deadline`. The job must be over.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        prefer (str | Unset):
        idempotency_key (str | Unset):
        body (RedriveJob | Unset): Which tasks of a job are to run again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Accepted | Job]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        prefer=prefer,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: RedriveJob | Unset = UNSET,
    prefer: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Accepted | Job | None:
    """Run tasks of a job again

     They become a new job, with what the job asked for besides: its processor, limits and options, but
    not its
    `start_at` and `deadline`. The job must be over.

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        prefer (str | Unset):
        idempotency_key (str | Unset):
        body (RedriveJob | Unset): Which tasks of a job are to run again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Accepted | Job
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
            prefer=prefer,
            idempotency_key=idempotency_key,
        )
    ).parsed
