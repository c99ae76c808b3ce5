from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.engine_problem import EngineProblem


T = TypeVar("T", bound="Problem")


@_attrs_define
class Problem:
    """Why a request was not done. Every error of this API has this form (RFC 9457); which members are there
    depends on `type`.

        Attributes:
            type_ (str): Which problem this is: an identifier to compare as a whole. `/problems/` and its last part is a
                page about it.
            title (str): What the problem is; the same for every problem of this type.
            status (int): The HTTP status.
            detail (str): What happened this time, and what to do about it. It is for people: its words may change.
            parameter (str | Unset): The parameter that is malformed.
            field (str | Unset): The field that is wrong.
            line (int | Unset): The line of the error, from 1.
            column (int | Unset): The column of the error, from 1.
            item (int | Unset): The item that is wrong, from 0.
            limit_bytes (int | Unset): The most bytes that are taken.
            state (str | Unset): The state that the job is in.
            cap (str | Unset): What there is too much of: `jobs`, `tasks` or `bytes` that wait.
            in_use (int | Unset): How much of it there is.
            limit (int | Unset): How much of it there may be.
            action (str | Unset): What may be done by whom is in the documentation; this is what was asked for.
            engine (str | Unset): The engine that is away.
            engines (list[EngineProblem] | Unset): Every engine that is away.
    """

    type_: str
    title: str
    status: int
    detail: str
    parameter: str | Unset = UNSET
    field: str | Unset = UNSET
    line: int | Unset = UNSET
    column: int | Unset = UNSET
    item: int | Unset = UNSET
    limit_bytes: int | Unset = UNSET
    state: str | Unset = UNSET
    cap: str | Unset = UNSET
    in_use: int | Unset = UNSET
    limit: int | Unset = UNSET
    action: str | Unset = UNSET
    engine: str | Unset = UNSET
    engines: list[EngineProblem] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        title = self.title

        status = self.status

        detail = self.detail

        parameter = self.parameter

        field = self.field

        line = self.line

        column = self.column

        item = self.item

        limit_bytes = self.limit_bytes

        state = self.state

        cap = self.cap

        in_use = self.in_use

        limit = self.limit

        action = self.action

        engine = self.engine

        engines: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.engines, Unset):
            engines = []
            for engines_item_data in self.engines:
                engines_item = engines_item_data.to_dict()
                engines.append(engines_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "detail": detail,
            }
        )
        if parameter is not UNSET:
            field_dict["parameter"] = parameter
        if field is not UNSET:
            field_dict["field"] = field
        if line is not UNSET:
            field_dict["line"] = line
        if column is not UNSET:
            field_dict["column"] = column
        if item is not UNSET:
            field_dict["item"] = item
        if limit_bytes is not UNSET:
            field_dict["limit_bytes"] = limit_bytes
        if state is not UNSET:
            field_dict["state"] = state
        if cap is not UNSET:
            field_dict["cap"] = cap
        if in_use is not UNSET:
            field_dict["in_use"] = in_use
        if limit is not UNSET:
            field_dict["limit"] = limit
        if action is not UNSET:
            field_dict["action"] = action
        if engine is not UNSET:
            field_dict["engine"] = engine
        if engines is not UNSET:
            field_dict["engines"] = engines

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.engine_problem import EngineProblem

        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = d.pop("status")

        detail = d.pop("detail")

        parameter = d.pop("parameter", UNSET)

        field = d.pop("field", UNSET)

        line = d.pop("line", UNSET)

        column = d.pop("column", UNSET)

        item = d.pop("item", UNSET)

        limit_bytes = d.pop("limit_bytes", UNSET)

        state = d.pop("state", UNSET)

        cap = d.pop("cap", UNSET)

        in_use = d.pop("in_use", UNSET)

        limit = d.pop("limit", UNSET)

        action = d.pop("action", UNSET)

        engine = d.pop("engine", UNSET)

        _engines = d.pop("engines", UNSET)
        engines: list[EngineProblem] | Unset = UNSET
        if _engines is not UNSET:
            engines = []
            for engines_item_data in _engines:
                engines_item = EngineProblem.from_dict(engines_item_data)

                engines.append(engines_item)

        problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            parameter=parameter,
            field=field,
            line=line,
            column=column,
            item=item,
            limit_bytes=limit_bytes,
            state=state,
            cap=cap,
            in_use=in_use,
            limit=limit,
            action=action,
            engine=engine,
            engines=engines,
        )

        problem.additional_properties = d
        return problem

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
