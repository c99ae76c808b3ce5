from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.external import External
    from ..models.http import Http
    from ..models.jq import Jq


T = TypeVar("T", bound="Processor")


@_attrs_define
class Processor:
    r"""What is done to each item: give exactly one of `jq`, `http` and `external`.

    Attributes:
        jq (Jq | Unset): A jq filter.
        http (Http | Unset): A call for each item. In a template, `\(…)` stands for what a jq filter makes of the item.
        external (External | Unset): Workers of your own.
    """

    jq: Jq | Unset = UNSET
    http: Http | Unset = UNSET
    external: External | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        jq: dict[str, Any] | Unset = UNSET
        if not isinstance(self.jq, Unset):
            jq = self.jq.to_dict()

        http: dict[str, Any] | Unset = UNSET
        if not isinstance(self.http, Unset):
            http = self.http.to_dict()

        external: dict[str, Any] | Unset = UNSET
        if not isinstance(self.external, Unset):
            external = self.external.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if jq is not UNSET:
            field_dict["jq"] = jq
        if http is not UNSET:
            field_dict["http"] = http
        if external is not UNSET:
            field_dict["external"] = external

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.external import External
        from ..models.http import Http
        from ..models.jq import Jq

        d = dict(src_dict)
        _jq = d.pop("jq", UNSET)
        jq: Jq | Unset
        if isinstance(_jq, Unset):
            jq = UNSET
        else:
            jq = Jq.from_dict(_jq)

        _http = d.pop("http", UNSET)
        http: Http | Unset
        if isinstance(_http, Unset):
            http = UNSET
        else:
            http = Http.from_dict(_http)

        _external = d.pop("external", UNSET)
        external: External | Unset
        if isinstance(_external, Unset):
            external = UNSET
        else:
            external = External.from_dict(_external)

        processor = cls(
            jq=jq,
            http=http,
            external=external,
        )

        return processor
