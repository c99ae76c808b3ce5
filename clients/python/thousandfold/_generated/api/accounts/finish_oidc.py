from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.callback import Callback
from ...models.tokens import Tokens
from ...types import Response


def _get_kwargs(
    provider: str,
    *,
    body: Callback,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/oidc/{provider}/callback".format(
            provider=quote(str(provider), safe=""),
        ),
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
    provider: str,
    *,
    client: AuthenticatedClient | Client,
    body: Callback,
) -> Response[Tokens]:
    """Finish to sign in by a provider

     Who the provider vouched for before is who they were. Else, who has an account with the address that
    the provider says is
    verified signs in to it; if nobody has, they are signed up. No one-time code is asked for: the
    provider vouches.

    Args:
        provider (str):
        body (Callback): What a browser came back with.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Tokens]
    """

    kwargs = _get_kwargs(
        provider=provider,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    provider: str,
    *,
    client: AuthenticatedClient | Client,
    body: Callback,
) -> Tokens | None:
    """Finish to sign in by a provider

     Who the provider vouched for before is who they were. Else, who has an account with the address that
    the provider says is
    verified signs in to it; if nobody has, they are signed up. No one-time code is asked for: the
    provider vouches.

    Args:
        provider (str):
        body (Callback): What a browser came back with.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Tokens
    """

    return sync_detailed(
        provider=provider,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    provider: str,
    *,
    client: AuthenticatedClient | Client,
    body: Callback,
) -> Response[Tokens]:
    """Finish to sign in by a provider

     Who the provider vouched for before is who they were. Else, who has an account with the address that
    the provider says is
    verified signs in to it; if nobody has, they are signed up. No one-time code is asked for: the
    provider vouches.

    Args:
        provider (str):
        body (Callback): What a browser came back with.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Tokens]
    """

    kwargs = _get_kwargs(
        provider=provider,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    provider: str,
    *,
    client: AuthenticatedClient | Client,
    body: Callback,
) -> Tokens | None:
    """Finish to sign in by a provider

     Who the provider vouched for before is who they were. Else, who has an account with the address that
    the provider says is
    verified signs in to it; if nobody has, they are signed up. No one-time code is asked for: the
    provider vouches.

    Args:
        provider (str):
        body (Callback): What a browser came back with.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Tokens
    """

    return (
        await asyncio_detailed(
            provider=provider,
            client=client,
            body=body,
        )
    ).parsed
