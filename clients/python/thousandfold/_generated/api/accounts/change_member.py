from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.member import Member
from ...models.new_role import NewRole
from ...types import UNSET, Response, Unset


def _get_kwargs(
    user: str,
    *,
    body: NewRole,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/members/{user}".format(
            user=quote(str(user), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Member | None:
    if response.status_code == 200:
        response_200 = Member.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Member]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: NewRole,
    if_match: str | Unset = UNSET,
) -> Response[Member]:
    """Make a member something else

     What they were given as what they were is refused from now on.

    Args:
        user (str): The id of a user: a UUIDv7.
        if_match (str | Unset):
        body (NewRole): What somebody becomes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Member]
    """

    kwargs = _get_kwargs(
        user=user,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: NewRole,
    if_match: str | Unset = UNSET,
) -> Member | None:
    """Make a member something else

     What they were given as what they were is refused from now on.

    Args:
        user (str): The id of a user: a UUIDv7.
        if_match (str | Unset):
        body (NewRole): What somebody becomes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Member
    """

    return sync_detailed(
        user=user,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: NewRole,
    if_match: str | Unset = UNSET,
) -> Response[Member]:
    """Make a member something else

     What they were given as what they were is refused from now on.

    Args:
        user (str): The id of a user: a UUIDv7.
        if_match (str | Unset):
        body (NewRole): What somebody becomes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Member]
    """

    kwargs = _get_kwargs(
        user=user,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: NewRole,
    if_match: str | Unset = UNSET,
) -> Member | None:
    """Make a member something else

     What they were given as what they were is refused from now on.

    Args:
        user (str): The id of a user: a UUIDv7.
        if_match (str | Unset):
        body (NewRole): What somebody becomes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Member
    """

    return (
        await asyncio_detailed(
            user=user,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
