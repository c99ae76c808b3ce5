from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.task_outcome import TaskOutcome


T = TypeVar("T", bound="TasksReport")


@_attrs_define
class TasksReport:
    """How tasks ended.

    Attributes:
        worker (str): Who reports.
        outcomes (list[TaskOutcome]): How each task ended.
    """

    worker: str
    outcomes: list[TaskOutcome]

    def to_dict(self) -> dict[str, Any]:
        worker = self.worker

        outcomes = []
        for outcomes_item_data in self.outcomes:
            outcomes_item = outcomes_item_data.to_dict()
            outcomes.append(outcomes_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "worker": worker,
                "outcomes": outcomes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.task_outcome import TaskOutcome

        d = dict(src_dict)
        worker = d.pop("worker")

        outcomes = []
        _outcomes = d.pop("outcomes")
        for outcomes_item_data in _outcomes:
            outcomes_item = TaskOutcome.from_dict(outcomes_item_data)

            outcomes.append(outcomes_item)

        tasks_report = cls(
            worker=worker,
            outcomes=outcomes,
        )

        return tasks_report
