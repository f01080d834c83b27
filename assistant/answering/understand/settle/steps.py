"""Settles what the whole question says about its parts, once all of it has been read."""

from collections.abc import Callable

from assistant.answering.understand.settle.asks import (
    deed_not_comparison,
    field_not_count,
    field_not_list,
    fields_listed,
    filled_of_one,
    helper_of_a_unit,
    number_of_a_basis,
    number_to_call,
    one_of_two_units,
    set_against,
    set_without_topic,
    summary_of_a_plan,
    tasks_of_a_unit,
    term_defined,
    things_of_a_unit,
    which_of_a_plan,
)
from assistant.answering.understand.settle.figures import (
    any_figure,
    count_or_value,
    figure_of_a_target,
    money_of_a_plan,
    rate_not_day,
    several_not_how_many,
    sum_of_a_case,
    tasks_not_figures,
)
from assistant.answering.understand.settle.manners import told_in_a_manner
from assistant.answering.understand.settle.names import (
    complements_for_topic,
    groups_in_a_role,
    issuers_for_units,
    kinds_for_words,
    kinds_of_products,
    not_all_but_one,
    office_of_person,
    post_in_a_rule,
    rows_for_sections,
    stranger_for_topic,
    subject_not_off_topic,
    thing_not_unit,
    without_appositions,
    without_foreign_names,
    without_outer_units,
    work_not_order,
)
from assistant.answering.understand.settle.times import (
    deadline_in_window,
    due_in_window,
    due_not_overdue,
    last_day_of_a_task,
    one_stretch,
    overdue_by_today,
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
from assistant.answering.understand.vocabulary.names import Names

Step = Callable[[Understood, Names], Understood]


def alone(*steps: Callable[[Understood], Understood]) -> tuple[Step, ...]:
    """Steps for which the question says enough: whatever is held, they settle it alike."""

    def with_names(step: Callable[[Understood], Understood]) -> Step:
        return lambda understood, _: step(understood)

    return tuple(map(with_names, steps))


# What was read as a name or a time and is none: "hồ sơ lưu trước 2020" is due at no time.
MISREAD: tuple[Step, ...] = (without_foreign_names, times_before_plans)
# Which fields, of one thing or of several: "đếm xe xong thì ra sản phẩm gì" counts nothing.
ASKED: tuple[Step, ...] = alone(
    term_defined,
    filled_of_one,
    deed_not_comparison,
    set_against,
    which_of_a_plan,
    things_of_a_unit,
    number_to_call,
    number_of_a_basis,
    field_not_list,
    helper_of_a_unit,
    one_of_two_units,
    sum_of_a_case,
    fields_listed,
    field_not_count,
    several_not_how_many,
)
# Which times filter, which say when something falls due, and which name a plan.
TIMES: tuple[Step, ...] = (
    *alone(reckoned_not_read, past_of_many, overdue_by_today, overdue_of_one),
    overdue_of_a_plan,
    *alone(
        without_pointing_windows,
        one_stretch,
        years_joined,
        due_not_overdue,
        year_of_a_set,
        overdue_not_done,
        deadline_in_window,
        due_in_window,
    ),
    times_of_plans,
)
# Whether a set of tasks is asked for, or a plan as a whole.
SETS: tuple[Step, ...] = alone(summary_of_a_plan, set_without_topic)
# Whom the names mean together: "Phòng Y Sở Z" is one unit, and where it belongs.
NAMES: tuple[Step, ...] = (
    *alone(kinds_for_words),
    kinds_of_products,
    *alone(
        office_of_person,
        post_in_a_rule,
        without_outer_units,
        without_appositions,
        work_not_order,
    ),
    subject_not_off_topic,
    groups_in_a_role,
    issuers_for_units,
    *alone(thing_not_unit, not_all_but_one),
)
# Whether all tasks of a unit are meant, "bao nhiêu" counts them or asks for a figure of a thing,
# and "hạn chót" for a day.
FIGURES: tuple[Step, ...] = alone(
    tasks_of_a_unit,
    tasks_not_figures,
    last_day_of_a_task,
    rate_not_day,
    money_of_a_plan,
    count_or_value,
    any_figure,
    figure_of_a_target,
    told_in_a_manner,
)
# Names and marks that nothing before has taken for anything.
LEFT_OVER: tuple[Step, ...] = (
    *alone(complements_for_topic, stranger_for_topic),
    rows_for_sections,
)

# Most steps may stand anywhere, for each looks at what the others leave alone. These may not:
# - without_foreign_names before without_outer_units: what is no unit belongs to none;
# - past_of_many before due_in_window: "việc nào bị quá hạn chưa, hôm nay" are those overdue;
# - sum_of_a_case before several_not_how_many: "mấy dự án dưới 30%" are tasks by a share;
# - several_not_how_many before groups_in_a_role, which gives the topic what "mấy" would count,
#   and before count_or_value and any_figure, which make a figure of it;
# - set_without_topic before issuers_for_units: until then whoever issued a plan is a unit of it;
# - groups_in_a_role before tasks_of_a_unit, which makes a list of whatever has a role by then;
# - without_outer_units before issuers_for_units: "Văn phòng Sở Y" is a unit, and no issuer;
# - kinds_of_products before last_day_of_a_task, which asks for a day where no field was asked;
# - times_before_plans, number_to_call, field_not_count before count_or_value, which takes for a
#   figure what is counted until then.
STEPS = (*MISREAD, *ASKED, *TIMES, *SETS, *NAMES, *FIGURES, *LEFT_OVER)


def settle(understood: Understood, names: Names) -> Understood:
    """What only the whole question can decide of its parts."""
    for step in STEPS:
        understood = step(understood, names)
    return understood
