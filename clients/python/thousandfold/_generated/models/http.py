from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.http_headers_type_0 import HttpHeadersType0


T = TypeVar("T", bound="Http")


@_attrs_define
class Http:
    r"""A call for each item. In a template, `\(…)` stands for what a jq filter makes of the item.

    Attributes:
        url (str): The URL, a template such as `https://example.org/orders/\(.id)`.
        method (None | str | Unset): The method, a template. The default is `POST` with a `body`, and `GET` without one.
        headers (HttpHeadersType0 | None | Unset): The headers; each value is a template.
        body (None | str | Unset): A jq filter that makes the body: text goes as it is, any other value as JSON. Without
            one there is no body.
        output (None | str | Unset): A jq filter that makes the task's output of `{status, headers, body}`. Without one,
            the answer's body is it.
        redirects (int | None | Unset): How many redirects are followed: 0, which is the default, to 10.
        max_response_bytes (int | None | Unset): The largest answer, in bytes: up to 1048576, which is the default.
    """

    url: str
    method: str | Unset | None = UNSET
    headers: HttpHeadersType0 | Unset | None = UNSET
    body: str | Unset | None = UNSET
    output: str | Unset | None = UNSET
    redirects: int | Unset | None = UNSET
    max_response_bytes: int | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.http_headers_type_0 import HttpHeadersType0

        url = self.url

        method: str | Unset | None
        if isinstance(self.method, Unset):
            method = UNSET
        else:
            method = self.method

        headers: dict[str, Any] | Unset | None
        if isinstance(self.headers, Unset):
            headers = UNSET
        elif isinstance(self.headers, HttpHeadersType0):
            headers = self.headers.to_dict()
        else:
            headers = self.headers

        body: str | Unset | None
        if isinstance(self.body, Unset):
            body = UNSET
        else:
            body = self.body

        output: str | Unset | None
        if isinstance(self.output, Unset):
            output = UNSET
        else:
            output = self.output

        redirects: int | Unset | None
        if isinstance(self.redirects, Unset):
            redirects = UNSET
        else:
            redirects = self.redirects

        max_response_bytes: int | Unset | None
        if isinstance(self.max_response_bytes, Unset):
            max_response_bytes = UNSET
        else:
            max_response_bytes = self.max_response_bytes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url": url,
            }
        )
        if method is not UNSET:
            field_dict["method"] = method
        if headers is not UNSET:
            field_dict["headers"] = headers
        if body is not UNSET:
            field_dict["body"] = body
        if output is not UNSET:
            field_dict["output"] = output
        if redirects is not UNSET:
            field_dict["redirects"] = redirects
        if max_response_bytes is not UNSET:
            field_dict["max_response_bytes"] = max_response_bytes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.http_headers_type_0 import HttpHeadersType0

        d = dict(src_dict)
        url = d.pop("url")

        def _parse_method(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        method = _parse_method(d.pop("method", UNSET))

        def _parse_headers(data: object) -> HttpHeadersType0 | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                headers_type_0 = HttpHeadersType0.from_dict(data)

                return headers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(HttpHeadersType0 | None | Unset, data)

        headers = _parse_headers(d.pop("headers", UNSET))

        def _parse_body(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        body = _parse_body(d.pop("body", UNSET))

        def _parse_output(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        output = _parse_output(d.pop("output", UNSET))

        def _parse_redirects(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        redirects = _parse_redirects(d.pop("redirects", UNSET))

        def _parse_max_response_bytes(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_response_bytes = _parse_max_response_bytes(d.pop("max_response_bytes", UNSET))

        http = cls(
            url=url,
            method=method,
            headers=headers,
            body=body,
            output=output,
            redirects=redirects,
            max_response_bytes=max_response_bytes,
        )

        return http
