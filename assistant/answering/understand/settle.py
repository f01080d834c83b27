"""Settles what the whole question says about its parts, once all of it has been read."""

from assistant.answering.understand.names import Names
from assistant.answering.understand.settle_asked import (
    field_not_count,
    field_not_list,
    fields_listed,
    helper_of_a_unit,
    number_of_a_basis,
    number_to_call,
    one_of_two_units,
    set_against,
    set_without_topic,
    summary_of_a_plan,
    tasks_of_a_unit,
    term_defined,
)
from assistant.answering.understand.settle_figures import (
    any_figure,
    count_or_value,
    figure_of_a_target,
    money_of_a_plan,
    several_not_how_many,
    sum_of_a_case,
    tasks_not_figures,
)
from assistant.answering.understand.settle_names import (
    complements_for_topic,
    groups_in_a_role,
    issuers_for_units,
    kinds_for_words,
    kinds_of_products,
    not_all_but_one,
    office_of_person,
    rows_for_sections,
    stranger_for_topic,
    subject_not_off_topic,
    without_appositions,
    without_foreign_names,
    without_outer_units,
)
from assistant.answering.understand.settle_times import (
    deadline_in_window,
    due_in_window,
    due_not_overdue,
    last_day_of_a_task,
    one_stretch,
    overdue_not_done,
    overdue_of_a_plan,
    overdue_of_one,
    past_of_many,
    reckoned_not_read,
    times_before_plans,
    times_of_plans,
    without_pointing_windows,
    year_of_a_set,
    years_joined,
)
from assistant.answering.understand.understood import Understood


def settle(understood: Understood, names: Names) -> Understood:
    """Readings that only the rest of the question can decide."""
    # What gives readings back frames the question anew, and so comes before what settles it.
    understood = without_foreign_names(understood, names)
    understood = times_before_plans(understood, names)
    understood = term_defined(understood)
    understood = set_against(understood)
    understood = number_to_call(understood)
    understood = number_of_a_basis(understood)
    understood = field_not_list(understood)
    understood = helper_of_a_unit(understood)
    understood = one_of_two_units(understood)
    understood = reckoned_not_read(understood)
    understood = sum_of_a_case(understood)
    understood = fields_listed(understood)
    understood = field_not_count(understood)
    understood = past_of_many(understood)
    understood = overdue_of_one(understood)
    understood = overdue_of_a_plan(understood, names)
    understood = without_pointing_windows(understood)
    understood = one_stretch(understood)
    understood = years_joined(understood)
    understood = due_not_overdue(understood)
    understood = year_of_a_set(understood)
    understood = kinds_for_words(understood)
    understood = kinds_of_products(understood, names)
    understood = summary_of_a_plan(understood)
    understood = overdue_not_done(understood)
    understood = deadline_in_window(understood)
    understood = due_in_window(understood)
    understood = times_of_plans(understood, names)
    understood = set_without_topic(understood)
    understood = without_outer_units(office_of_person(understood))
    understood = without_appositions(understood)
    understood = several_not_how_many(understood)
    understood = subject_not_off_topic(understood)
    understood = groups_in_a_role(understood, names)
    understood = tasks_of_a_unit(understood)
    understood = tasks_not_figures(understood)
    understood = last_day_of_a_task(understood)
    understood = money_of_a_plan(understood)
    understood = issuers_for_units(understood, names)
    understood = count_or_value(understood)
    understood = any_figure(understood)
    understood = figure_of_a_target(understood)
    understood = not_all_but_one(understood)
    understood = complements_for_topic(understood)
    understood = stranger_for_topic(understood)
    return rows_for_sections(understood, names)
