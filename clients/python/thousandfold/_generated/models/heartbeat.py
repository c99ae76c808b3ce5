from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.progress import Progress


T = TypeVar("T", bound="Heartbeat")


@_attrs_define
class Heartbeat:
    """A worker that is still at it.

    Attributes:
        lease_ms (int | None | Unset): For how long from now the tasks stay the worker's, in milliseconds: 1000 to
            3600000. The default is 60000.
        progress (Progress | Unset): How far a worker has come. The batch's events show it.
    """

    lease_ms: int | Unset | None = UNSET
    progress: Progress | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        lease_ms: int | Unset | None
        if isinstance(self.lease_ms, Unset):
            lease_ms = UNSET
        else:
            lease_ms = self.lease_ms

        progress: dict[str, Any] | Unset = UNSET
        if not isinstance(self.progress, Unset):
            progress = self.progress.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if lease_ms is not UNSET:
            field_dict["lease_ms"] = lease_ms
        if progress is not UNSET:
            field_dict["progress"] = progress

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.progress import Progress

        d = dict(src_dict)

        def _parse_lease_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        lease_ms = _parse_lease_ms(d.pop("lease_ms", UNSET))

        _progress = d.pop("progress", UNSET)
        progress: Progress | Unset
        if isinstance(_progress, Unset):
            progress = UNSET
        else:
            progress = Progress.from_dict(_progress)

        heartbeat = cls(
            lease_ms=lease_ms,
            progress=progress,
        )

        return heartbeat
