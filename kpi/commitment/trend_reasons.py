"""The sentences that go with a change between years and with a forecast, as a person would say them."""

from __future__ import annotations

from kpi.commitment.case import distance_text
from kpi.language import message
from kpi.model import Change, CommitmentVersion, Forecast, Indicator, Message


def change_in_words(change: Change, indicator: Indicator) -> Message:
    """What changed since the year before. Progress and decline are rounded to the unfavourable side."""
    year = change.previous_year
    match change.word:
        case "not_comparable":
            return message(
                "It cannot be compared with {year}: the definition, the VAT basis or the year basis differs.", year=year
            )
        case "progress":
            distance = distance_text(indicator, abs(change.difference), "down")
            return message("Since {year} it is {distance} better.", year=year, distance=distance)
        case "decline":
            distance = distance_text(indicator, abs(change.difference), "up")
            return message("Since {year} it is {distance} worse.", year=year, distance=distance)
    return message("Whether it is better than in {year} cannot be told: more is known now.", year=year)


def forecast_in_words(forecast: Forecast | None, version: CommitmentVersion | None, year: int) -> Message | None:
    """In which year the target is reached if it goes on like this; `year` is the latest that is final.

    Nothing without a promise; that there are too few final years where there is no forecast.
    """
    if version is None:
        return None
    if forecast is None:
        return message("Three final years are needed for a forecast.")
    if forecast.target_reached_in is None:
        return message("With this trend the target is not reached.")
    if forecast.target_reached_in <= year:
        return message("The trend is at the target already.")
    reached, due = forecast.target_reached_in, version.target.year
    if reached <= due:
        return message("With this trend the target is reached in {reached}.", reached=reached)
    return message("With this trend the target is reached in {reached}, later than {due}.", reached=reached, due=due)
