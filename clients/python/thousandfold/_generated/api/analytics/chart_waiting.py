import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.chart import Chart
from ...models.chart_step import ChartStep
from ...models.processor_kind import ProcessorKind
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    step: ChartStep | Unset = UNSET,
    time_zone: str | Unset = "UTC",
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    json_step: str | Unset = UNSET
    if not isinstance(step, Unset):
        json_step = step.value

    params["step"] = json_step

    params["time_zone"] = time_zone

    json_processor: str | Unset = UNSET
    if not isinstance(processor, Unset):
        json_processor = processor.value

    params["processor"] = json_processor

    params["queue"] = queue

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/analytics/waiting",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Chart | None:
    if response.status_code == 200:
        response_200 = Chart.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Chart]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    step: ChartStep | Unset = UNSET,
    time_zone: str | Unset = "UTC",
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Chart]:
    """What is waited for?

     How long attempts that ended in each step had waited in all, in seconds, with a line for each reason
    that there was.

    Args:
        from_ (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        step (ChartStep | Unset): How a time is cut.
        time_zone (str | Unset): A time zone by its IANA name, such as `Europe/Berlin`. Default:
            'UTC'.
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with
            a letter or digit.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Chart]
    """

    kwargs = _get_kwargs(
        from_=from_,
        until=until,
        step=step,
        time_zone=time_zone,
        processor=processor,
        queue=queue,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    step: ChartStep | Unset = UNSET,
    time_zone: str | Unset = "UTC",
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Chart | None:
    """What is waited for?

     How long attempts that ended in each step had waited in all, in seconds, with a line for each reason
    that there was.

    Args:
        from_ (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        step (ChartStep | Unset): How a time is cut.
        time_zone (str | Unset): A time zone by its IANA name, such as `Europe/Berlin`. Default:
            'UTC'.
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with
            a letter or digit.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Chart
    """

    return sync_detailed(
        client=client,
        from_=from_,
        until=until,
        step=step,
        time_zone=time_zone,
        processor=processor,
        queue=queue,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    step: ChartStep | Unset = UNSET,
    time_zone: str | Unset = "UTC",
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Chart]:
    """What is waited for?

     How long attempts that ended in each step had waited in all, in seconds, with a line for each reason
    that there was.

    Args:
        from_ (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        step (ChartStep | Unset): How a time is cut.
        time_zone (str | Unset): A time zone by its IANA name, such as `Europe/Berlin`. Default:
            'UTC'.
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with
            a letter or digit.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Chart]
    """

    kwargs = _get_kwargs(
        from_=from_,
        until=until,
        step=step,
        time_zone=time_zone,
        processor=processor,
        queue=queue,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    step: ChartStep | Unset = UNSET,
    time_zone: str | Unset = "UTC",
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Chart | None:
    """What is waited for?

     How long attempts that ended in each step had waited in all, in seconds, with a line for each reason
    that there was.

    Args:
        from_ (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        step (ChartStep | Unset): How a time is cut.
        time_zone (str | Unset): A time zone by its IANA name, such as `Europe/Berlin`. Default:
            'UTC'.
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with
            a letter or digit.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Chart
    """

    return (
        await asyncio_detailed(
            client=client,
            from_=from_,
            until=until,
            step=step,
            time_zone=time_zone,
            processor=processor,
            queue=queue,
            if_none_match=if_none_match,
        )
    ).parsed
