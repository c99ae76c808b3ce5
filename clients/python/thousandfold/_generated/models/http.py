from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from typing_extensions import Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.http_headers import HttpHeaders


T = TypeVar("T", bound="Http")


@_attrs_define
class Http:
    r"""A call for each item. In a template, `\(…)` stands for what a jq filter makes of the item.

    Attributes:
        url (str): The URL, a template such as `https://example.org/orders/\(.id)`.
        method (str | Unset): The method, a template. The default is `POST` with a `body`, and `GET` without one.
        headers (HttpHeaders | Unset): The headers; each value is a template.
        body (str | Unset): A jq filter that makes the body: text goes as it is, any other value as JSON. Without one
            there is no body.
        output (str | Unset): A jq filter that makes the task's output of `{status, headers, body}`. Without one, the
            answer's body is it.
        redirects (int | Unset): How many redirects are followed: 0, which is the default, to 10.
        max_response_bytes (int | Unset): The largest answer, in bytes: up to 1048576, which is the default.
    """

    url: str
    method: str | Unset = UNSET
    headers: HttpHeaders | Unset = UNSET
    body: str | Unset = UNSET
    output: str | Unset = UNSET
    redirects: int | Unset = UNSET
    max_response_bytes: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        method = self.method

        headers: dict[str, Any] | Unset = UNSET
        if not isinstance(self.headers, Unset):
            headers = self.headers.to_dict()

        body = self.body

        output = self.output

        redirects = self.redirects

        max_response_bytes = self.max_response_bytes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
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
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.http_headers import HttpHeaders

        d = dict(src_dict)
        url = d.pop("url")

        method = d.pop("method", UNSET)

        _headers = d.pop("headers", UNSET)
        headers: HttpHeaders | Unset
        if isinstance(_headers, Unset):
            headers = UNSET
        else:
            headers = HttpHeaders.from_dict(_headers)

        body = d.pop("body", UNSET)

        output = d.pop("output", UNSET)

        redirects = d.pop("redirects", UNSET)

        max_response_bytes = d.pop("max_response_bytes", UNSET)

        http = cls(
            url=url,
            method=method,
            headers=headers,
            body=body,
            output=output,
            redirects=redirects,
            max_response_bytes=max_response_bytes,
        )

        http.additional_properties = d
        return http

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
