from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dataset import Dataset
from ...models.dataset_format import DatasetFormat
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: File,
    format_: DatasetFormat | Unset = UNSET,
    name: str | Unset = UNSET,
    content_encoding: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(content_encoding, Unset):
        headers["content-encoding"] = content_encoding

    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_.value

    params["format"] = json_format_

    params["name"] = name

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/datasets",
        "params": params,
    }

    _kwargs["content"] = body.payload

    headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Dataset | None:
    if response.status_code == 201:
        response_201 = Dataset.from_dict(response.json())

        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Dataset]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: File,
    format_: DatasetFormat | Unset = UNSET,
    name: str | Unset = UNSET,
    content_encoding: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Dataset]:
    """Upload a dataset

     The body is the dataset's bytes, of any size; they are stored while they come. With `Content-
    Encoding: gzip`
    or `zstd` they come packed, and are stored unpacked: `bytes` and `sha256` are of what is stored. The
    dataset can
    be named by jobs from when this answers, and never changes.

    Args:
        format_ (DatasetFormat | Unset): How a dataset's bytes are cut into items.
        name (str | Unset):
        content_encoding (str | Unset):
        idempotency_key (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Dataset]
    """

    kwargs = _get_kwargs(
        body=body,
        format_=format_,
        name=name,
        content_encoding=content_encoding,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: File,
    format_: DatasetFormat | Unset = UNSET,
    name: str | Unset = UNSET,
    content_encoding: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Dataset | None:
    """Upload a dataset

     The body is the dataset's bytes, of any size; they are stored while they come. With `Content-
    Encoding: gzip`
    or `zstd` they come packed, and are stored unpacked: `bytes` and `sha256` are of what is stored. The
    dataset can
    be named by jobs from when this answers, and never changes.

    Args:
        format_ (DatasetFormat | Unset): How a dataset's bytes are cut into items.
        name (str | Unset):
        content_encoding (str | Unset):
        idempotency_key (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Dataset
    """

    return sync_detailed(
        client=client,
        body=body,
        format_=format_,
        name=name,
        content_encoding=content_encoding,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: File,
    format_: DatasetFormat | Unset = UNSET,
    name: str | Unset = UNSET,
    content_encoding: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Dataset]:
    """Upload a dataset

     The body is the dataset's bytes, of any size; they are stored while they come. With `Content-
    Encoding: gzip`
    or `zstd` they come packed, and are stored unpacked: `bytes` and `sha256` are of what is stored. The
    dataset can
    be named by jobs from when this answers, and never changes.

    Args:
        format_ (DatasetFormat | Unset): How a dataset's bytes are cut into items.
        name (str | Unset):
        content_encoding (str | Unset):
        idempotency_key (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Dataset]
    """

    kwargs = _get_kwargs(
        body=body,
        format_=format_,
        name=name,
        content_encoding=content_encoding,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: File,
    format_: DatasetFormat | Unset = UNSET,
    name: str | Unset = UNSET,
    content_encoding: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Dataset | None:
    """Upload a dataset

     The body is the dataset's bytes, of any size; they are stored while they come. With `Content-
    Encoding: gzip`
    or `zstd` they come packed, and are stored unpacked: `bytes` and `sha256` are of what is stored. The
    dataset can
    be named by jobs from when this answers, and never changes.

    Args:
        format_ (DatasetFormat | Unset): How a dataset's bytes are cut into items.
        name (str | Unset):
        content_encoding (str | Unset):
        idempotency_key (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Dataset
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            format_=format_,
            name=name,
            content_encoding=content_encoding,
            idempotency_key=idempotency_key,
        )
    ).parsed
