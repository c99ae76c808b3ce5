import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.chart_step import ChartStep
from ...models.chart_topic import ChartTopic
from ...models.processor_kind import ProcessorKind
from ...models.table_format import TableFormat
from ...types import UNSET, Response, Unset


def _get_kwargs(
    chart: ChartTopic,
    *,
    format_: TableFormat | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    step: ChartStep | Unset = UNSET,
    time_zone: str | Unset = "UTC",
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_.value

    params["format"] = json_format_

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
        "url": "/v1/analytics/{chart}/export".format(
            chart=quote(str(chart), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> str | None:
    if response.status_code == 200:
        response_200 = response.text
        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    chart: ChartTopic,
    *,
    client: AuthenticatedClient | Client,
    format_: TableFormat | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    step: ChartStep | Unset = UNSET,
    time_zone: str | Unset = "UTC",
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
) -> Response[str]:
    """Export a chart

     What the chart itself has, as a table: its lines one after the other, each in order of time. An
    answer may be five seconds old.

    Args:
        chart (ChartTopic): What a chart shows.
        format_ (TableFormat | Unset): What a table is written as.
        from_ (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        step (ChartStep | Unset): How a time is cut.
        time_zone (str | Unset): A time zone by its IANA name, such as `Europe/Berlin`. Default:
            'UTC'.
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with
            a letter or digit.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[str]
    """

    kwargs = _get_kwargs(
        chart=chart,
        format_=format_,
        from_=from_,
        until=until,
        step=step,
        time_zone=time_zone,
        processor=processor,
        queue=queue,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    chart: ChartTopic,
    *,
    client: AuthenticatedClient | Client,
    format_: TableFormat | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    step: ChartStep | Unset = UNSET,
    time_zone: str | Unset = "UTC",
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
) -> str | None:
    """Export a chart

     What the chart itself has, as a table: its lines one after the other, each in order of time. An
    answer may be five seconds old.

    Args:
        chart (ChartTopic): What a chart shows.
        format_ (TableFormat | Unset): What a table is written as.
        from_ (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        step (ChartStep | Unset): How a time is cut.
        time_zone (str | Unset): A time zone by its IANA name, such as `Europe/Berlin`. Default:
            'UTC'.
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with
            a letter or digit.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        str
    """

    return sync_detailed(
        chart=chart,
        client=client,
        format_=format_,
        from_=from_,
        until=until,
        step=step,
        time_zone=time_zone,
        processor=processor,
        queue=queue,
    ).parsed


async def asyncio_detailed(
    chart: ChartTopic,
    *,
    client: AuthenticatedClient | Client,
    format_: TableFormat | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    step: ChartStep | Unset = UNSET,
    time_zone: str | Unset = "UTC",
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
) -> Response[str]:
    """Export a chart

     What the chart itself has, as a table: its lines one after the other, each in order of time. An
    answer may be five seconds old.

    Args:
        chart (ChartTopic): What a chart shows.
        format_ (TableFormat | Unset): What a table is written as.
        from_ (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        step (ChartStep | Unset): How a time is cut.
        time_zone (str | Unset): A time zone by its IANA name, such as `Europe/Berlin`. Default:
            'UTC'.
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with
            a letter or digit.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[str]
    """

    kwargs = _get_kwargs(
        chart=chart,
        format_=format_,
        from_=from_,
        until=until,
        step=step,
        time_zone=time_zone,
        processor=processor,
        queue=queue,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    chart: ChartTopic,
    *,
    client: AuthenticatedClient | Client,
    format_: TableFormat | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    step: ChartStep | Unset = UNSET,
    time_zone: str | Unset = "UTC",
    processor: ProcessorKind | Unset = UNSET,
    queue: str | Unset = UNSET,
) -> str | None:
    """Export a chart

     What the chart itself has, as a table: its lines one after the other, each in order of time. An
    answer may be five seconds old.

    Args:
        chart (ChartTopic): What a chart shows.
        format_ (TableFormat | Unset): What a table is written as.
        from_ (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        step (ChartStep | Unset): How a time is cut.
        time_zone (str | Unset): A time zone by its IANA name, such as `Europe/Berlin`. Default:
            'UTC'.
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with
            a letter or digit.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        str
    """

    return (
        await asyncio_detailed(
            chart=chart,
            client=client,
            format_=format_,
            from_=from_,
            until=until,
            step=step,
            time_zone=time_zone,
            processor=processor,
            queue=queue,
        )
    ).parsed
