from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.refresh import Refresh
from ...models.tokens import Tokens
from ...types import Response


def _get_kwargs(
    *,
    body: Refresh,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/sessions/refresh",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Tokens | None:
    if response.status_code == 201:
        response_201 = Tokens.from_dict(response.json())

        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Tokens]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: Refresh,
) -> Response[Tokens]:
    """Change a refresh token for the next tokens

     A refresh token works once. If one is used again later, somebody has a copy of it: the session ends,
    and all of its tokens
    with it. Of several requests with the same token at the same moment one gets the next tokens, and
    the others a 409.

    Args:
        body (Refresh): A refresh token, which is used once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Tokens]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: Refresh,
) -> Tokens | None:
    """Change a refresh token for the next tokens

     A refresh token works once. If one is used again later, somebody has a copy of it: the session ends,
    and all of its tokens
    with it. Of several requests with the same token at the same moment one gets the next tokens, and
    the others a 409.

    Args:
        body (Refresh): A refresh token, which is used once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Tokens
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: Refresh,
) -> Response[Tokens]:
    """Change a refresh token for the next tokens

     A refresh token works once. If one is used again later, somebody has a copy of it: the session ends,
    and all of its tokens
    with it. Of several requests with the same token at the same moment one gets the next tokens, and
    the others a 409.

    Args:
        body (Refresh): A refresh token, which is used once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Tokens]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: Refresh,
) -> Tokens | None:
    """Change a refresh token for the next tokens

     A refresh token works once. If one is used again later, somebody has a copy of it: the session ends,
    and all of its tokens
    with it. Of several requests with the same token at the same moment one gets the next tokens, and
    the others a 409.

    Args:
        body (Refresh): A refresh token, which is used once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Tokens
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
