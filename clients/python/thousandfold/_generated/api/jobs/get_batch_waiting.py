from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.standing import Standing
from ...types import Response


def _get_kwargs(
    id: str,
    number: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/jobs/{id}/batches/{number}/waiting".format(
            id=quote(str(id), safe=""),
            number=quote(str(number), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Standing | None:
    if response.status_code == 200:
        response_200 = Standing.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Standing]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    number: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Standing]:
    """Why is a batch waiting?

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        number (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Standing]
    """

    kwargs = _get_kwargs(
        id=id,
        number=number,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    number: int,
    *,
    client: AuthenticatedClient | Client,
) -> Standing | None:
    """Why is a batch waiting?

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        number (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Standing
    """

    return sync_detailed(
        id=id,
        number=number,
        client=client,
    ).parsed


async def asyncio_detailed(
    id: str,
    number: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Standing]:
    """Why is a batch waiting?

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        number (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Standing]
    """

    kwargs = _get_kwargs(
        id=id,
        number=number,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    number: int,
    *,
    client: AuthenticatedClient | Client,
) -> Standing | None:
    """Why is a batch waiting?

    Args:
        id (str): The id of a job: a UUIDv7, so that newer jobs have higher ids.
        number (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Standing
    """

    return (
        await asyncio_detailed(
            id=id,
            number=number,
            client=client,
        )
    ).parsed
