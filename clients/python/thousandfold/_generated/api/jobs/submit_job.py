from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.accepted import Accepted
from ...models.job import Job
from ...models.submit_job import SubmitJob
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: SubmitJob,
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
        "url": "/v1/jobs",
    }

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
    *,
    client: AuthenticatedClient | Client,
    body: SubmitJob,
    prefer: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Accepted | Job]:
    """Submit a job

     The job processes each of `items`, each item of `dataset` or of `objects`, or tasks of an earlier
    job again. The
    answer comes once the job is on disk; it runs by itself from then on.

    A 429 says that as much of yours waits as may: nothing was done, and `Retry-After` says when to ask
    again.

    When the answer is a 503, or none comes at all, the job may be on disk all the same: look for it in
    the
    list of jobs before sending it again.

    Args:
        prefer (str | Unset):
        idempotency_key (str | Unset):
        body (SubmitJob): A job to do: give one of `items`, `dataset`, `objects` and `redrive`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Accepted | Job]
    """

    kwargs = _get_kwargs(
        body=body,
        prefer=prefer,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: SubmitJob,
    prefer: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Accepted | Job | None:
    """Submit a job

     The job processes each of `items`, each item of `dataset` or of `objects`, or tasks of an earlier
    job again. The
    answer comes once the job is on disk; it runs by itself from then on.

    A 429 says that as much of yours waits as may: nothing was done, and `Retry-After` says when to ask
    again.

    When the answer is a 503, or none comes at all, the job may be on disk all the same: look for it in
    the
    list of jobs before sending it again.

    Args:
        prefer (str | Unset):
        idempotency_key (str | Unset):
        body (SubmitJob): A job to do: give one of `items`, `dataset`, `objects` and `redrive`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Accepted | Job
    """

    return sync_detailed(
        client=client,
        body=body,
        prefer=prefer,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SubmitJob,
    prefer: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Accepted | Job]:
    """Submit a job

     The job processes each of `items`, each item of `dataset` or of `objects`, or tasks of an earlier
    job again. The
    answer comes once the job is on disk; it runs by itself from then on.

    A 429 says that as much of yours waits as may: nothing was done, and `Retry-After` says when to ask
    again.

    When the answer is a 503, or none comes at all, the job may be on disk all the same: look for it in
    the
    list of jobs before sending it again.

    Args:
        prefer (str | Unset):
        idempotency_key (str | Unset):
        body (SubmitJob): A job to do: give one of `items`, `dataset`, `objects` and `redrive`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Accepted | Job]
    """

    kwargs = _get_kwargs(
        body=body,
        prefer=prefer,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: SubmitJob,
    prefer: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Accepted | Job | None:
    """Submit a job

     The job processes each of `items`, each item of `dataset` or of `objects`, or tasks of an earlier
    job again. The
    answer comes once the job is on disk; it runs by itself from then on.

    A 429 says that as much of yours waits as may: nothing was done, and `Retry-After` says when to ask
    again.

    When the answer is a 503, or none comes at all, the job may be on disk all the same: look for it in
    the
    list of jobs before sending it again.

    Args:
        prefer (str | Unset):
        idempotency_key (str | Unset):
        body (SubmitJob): A job to do: give one of `items`, `dataset`, `objects` and `redrive`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Accepted | Job
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            prefer=prefer,
            idempotency_key=idempotency_key,
        )
    ).parsed
