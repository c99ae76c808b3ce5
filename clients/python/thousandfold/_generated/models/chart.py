from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

from ..models.chart_step import ChartStep

if TYPE_CHECKING:
    from ..models.chart_series import ChartSeries


T = TypeVar("T", bound="Chart")


@_attrs_define
class Chart:
    """Numbers to draw: what each line is at each time.

    Attributes:
        from_ (datetime.datetime): The time that was asked for.
        until (datetime.datetime): Its end, which is not in it.
        step (ChartStep): How a time is cut.
        time_zone (str): Whose days, weeks and months.
        times (list[datetime.datetime]): When each step begins. The first is whole, though it may have begun before
            `from`.
        series (list[ChartSeries]): The lines.
    """

    from_: datetime.datetime
    until: datetime.datetime
    step: ChartStep
    time_zone: str
    times: list[datetime.datetime]
    series: list[ChartSeries]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from_ = self.from_.isoformat()

        until = self.until.isoformat()

        step = self.step.value

        time_zone = self.time_zone

        times = []
        for times_item_data in self.times:
            times_item = times_item_data.isoformat()
            times.append(times_item)

        series = []
        for series_item_data in self.series:
            series_item = series_item_data.to_dict()
            series.append(series_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "from": from_,
                "until": until,
                "step": step,
                "time_zone": time_zone,
                "times": times,
                "series": series,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chart_series import ChartSeries

        d = dict(src_dict)
        from_ = isoparse(d.pop("from"))

        until = isoparse(d.pop("until"))

        step = ChartStep(d.pop("step"))

        time_zone = d.pop("time_zone")

        times = []
        _times = d.pop("times")
        for times_item_data in _times:
            times_item = isoparse(times_item_data)

            times.append(times_item)

        series = []
        _series = d.pop("series")
        for series_item_data in _series:
            series_item = ChartSeries.from_dict(series_item_data)

            series.append(series_item)

        chart = cls(
            from_=from_,
            until=until,
            step=step,
            time_zone=time_zone,
            times=times,
            series=series,
        )

        chart.additional_properties = d
        return chart

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
