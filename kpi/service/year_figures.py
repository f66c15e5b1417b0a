"""The figures of one body in one year: each indicator at each level, beside the promises on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kpi import commitment
from kpi.model import Body, Commitment, Figure, Indicator, Submission, SubmissionState, YearState
from kpi.service.measured import MIXED, Amount, Measured, value_of_lines, value_of_quantities, without_value
from kpi.store.sums import Cell, Which, listed

UNKNOWN_DEPARTMENT = ""
NO_AMOUNTS = "not_applicable"
"""The amount basis of what is no amount: counts and registered quantities."""


def year_state(serving: Sequence[Submission]) -> YearState:
    """Open until a submission makes the year whole; final once every part that counts is certified.

    A reopened submission serves its certified version, so its year stays final until it is replaced.
    """
    if not any(one.complete for one in serving):
        return YearState.OPEN
    certified = {SubmissionState.CERTIFIED, SubmissionState.REOPENED}
    return YearState.FINAL if all(one.state in certified for one in serving) else YearState.PROVISIONAL


@dataclass(frozen=True)
class Found:
    """What was measured and registered in one year of a body: by indicator or quantity, and department (None: the body).

    `together` and `together_registered` are the same for each promise of some departments, with those departments as one.
    """

    cells: Mapping[tuple[str, str | None], Cell] = field(default_factory=dict)
    registered: Mapping[tuple[str, str | None], Amount] = field(default_factory=dict)
    together: Mapping[str, Cell] = field(default_factory=dict)
    together_registered: Mapping[str, Mapping[str, Amount]] = field(default_factory=dict)


class YearOfBody:
    """Makes the figures of one body in one year from what was found there, by the definitions that it was measured by."""

    def __init__(
        self,
        indicators: Mapping[str, Indicator],
        body: Body,
        year: int,
        serving: Sequence[Submission],
        found: Found,
        state: YearState | None = None,
    ):
        self.indicators, self.body, self.year, self.found = indicators, body, year, found
        self.submitted = bool(serving)
        self.state = state or year_state(serving)
        bases = {one.amount_basis for one in serving}
        self.amount_basis = bases.pop() if len(bases) == 1 else MIXED if bases else "unknown"
        years = {one.year_basis for one in serving}
        self.year_basis = years.pop() if len(years) == 1 else MIXED if years else body.year_basis
        self._measured_at, self._registered_at = (
            _departments_by_name(found.cells),
            _departments_by_name(found.registered),
        )

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What the departments are called in this year, by id."""
        return {one.id: one.name_in(self.year) for one in self.body.departments}

    def figures(
        self,
        promised: Sequence[Commitment],
        by_department: bool,
        indicator: Which = None,
        department: str | None = None,
    ) -> list[Figure]:
        """Of the body, and with `by_department` of each department that something was measured at, or of the one that is named."""
        result, asked = [], listed(indicator)
        for one in self.indicators.values():
            if asked is not None and one.id not in asked:
                continue
            promises = [made for made in promised if made.indicator == one.id]
            holding = [made for made in promises if not commitment.has_ended(made, self.year)]
            whole = [made for made in holding if not made.departments]
            if not whole and self._something_to_show(one):
                result.append(self._figure(one, None, None))
            result += [self._figure(one, made, None) for made in promises]
            if by_department:
                for name in (
                    self._departments(one) if department is None else {department} & set(self._departments(one))
                ):
                    own = [made for made in holding if name in made.departments]
                    judged_by: Sequence[Commitment | None] = own or whole or [None]
                    result += [self._figure(one, made, name, own_commitment=bool(own)) for made in judged_by]
        return result

    def _something_to_show(self, indicator: Indicator) -> bool:
        return self.submitted or (bool(indicator.quantity) and bool(self._levels(indicator)))

    def _levels(self, indicator: Indicator) -> set[str | None]:
        """At which departments something was measured or registered for an indicator; None for the body."""
        asked = indicator.quantity
        if asked is None:
            return self._measured_at.get(indicator.id, set())
        return self._registered_at.get(asked.part, set()) | self._registered_at.get(asked.whole, set())

    def _departments(self, indicator: Indicator) -> list[str]:
        found = {department for department in self._levels(indicator) if department is not None}
        order = list(self.names)
        listed = [name for name in order if name in found]
        if found == {UNKNOWN_DEPARTMENT} and not order:
            return []
        return listed + sorted(found - set(order) - {UNKNOWN_DEPARTMENT}) + sorted(found & {UNKNOWN_DEPARTMENT})

    def _figure(
        self, indicator: Indicator, made: Commitment | None, department: str | None, own_commitment: bool = True
    ) -> Figure:
        measured = self._measured(indicator, made, department)
        version = commitment.version_in_force(made, self.year) if made else None
        judgement = commitment.judge(
            share=measured.share,
            sums=measured.sums,
            indicator=indicator,
            version=version,
            year=self.year,
            year_state=self.state,
            suggested_open=measured.suggested,
            department=department is not None,
            department_unknown=department == UNKNOWN_DEPARTMENT,
            own_commitment=own_commitment,
            quantity=measured.quantity,
        )
        if made and version is None and judgement.reason_code == "no_commitment":
            judgement = commitment.out_of_force(made, self.year)
        return Figure(
            body=self.body,
            indicator=indicator,
            year=self.year,
            year_state=self.state,
            sums=measured.sums,
            share=measured.share,
            judgement=judgement,
            commitment=made,
            commitment_version=version,
            department=department,
            department_name=self._department_name(department),
            year_basis=self.year_basis,
            amount_basis=self.amount_basis if indicator.measure in ("euro", "factor") else NO_AMOUNTS,
            suppliers=measured.suppliers,
            largest_supplier=measured.largest_supplier,
        )

    def _department_name(self, department: str | None) -> str | None:
        return self.names.get(department, department) if department else None

    def _measured(self, indicator: Indicator, made: Commitment | None, department: str | None) -> Measured:
        some = department is None and made is not None and bool(made.departments)
        if indicator.quantity:
            at = {name: amount for (name, where), amount in self.found.registered.items() if where == department}
            return value_of_quantities(
                indicator, self.found.together_registered.get(made.id, {}) if some and made else at
            )
        cell = self.found.together.get(made.id) if some and made else self.found.cells.get((indicator.id, department))
        found = value_of_lines(indicator, cell, self.submitted, self.amount_basis)
        return without_value(found, "mixed_years") if self.year_basis == MIXED else found


def _departments_by_name(levels: Iterable[tuple[str, str | None]]) -> dict[str | None, set[str | None]]:
    found: dict[str | None, set[str | None]] = {}
    for name, department in levels:
        found.setdefault(name, set()).add(department)
    return found
