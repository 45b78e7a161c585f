"""The operator reads the server's metrics and statistics."""

from behave import then, when

from alicebob.actions.step_context import Context


@when("the operator notes the current metrics")
def notes_metrics(context: Context) -> None:
    context.operator.counts.note()


@then('the metric "{name:quoted}" should have increased by {count:number}')
def metric_increased(context: Context, name: str, count: int) -> None:
    context.operator.counts.expect_counted(name, count)


@then(
    'the metric "{name:quoted}" with {label} "{value:quoted}" should have increased '
    "by {count:number}"
)
def labelled_metric_increased(
    context: Context, name: str, label: str, value: str, count: int
) -> None:
    context.operator.counts.expect_counted(name, count, **{label: value})


@then('the metric "{name:quoted}" should have decreased by {count:number}')
def metric_decreased(context: Context, name: str, count: int) -> None:
    context.operator.counts.expect_counted(name, -count)


@then('the metric "{name:quoted}" should not have changed')
def metric_unchanged(context: Context, name: str) -> None:
    context.operator.counts.expect_counted(name, 0)


@then("the number of deliveries counted should equal the number of messages heard")
def deliveries_equal_messages_heard(context: Context) -> None:
    context.operator.counts.expect_deliveries_heard()


@then('the statistic "{name:quoted}" should have increased by {count:number}')
def statistic_increased(context: Context, name: str, count: int) -> None:
    context.operator.counts.expect_statistic(name, count)


@then('the statistic "{name:quoted}" should have decreased by {count:number}')
def statistic_decreased(context: Context, name: str, count: int) -> None:
    context.operator.counts.expect_statistic(name, -count)


@then('the statistics should show {count:number} person in room "{room:quoted}"')
@then('the statistics should show {count:number} people in room "{room:quoted}"')
def statistics_show_people(context: Context, count: int, room: str) -> None:
    context.operator.counts.expect_people(room, count)


@then('neither statistics nor metrics should show room "{room:quoted}" to anybody else')
def room_not_shown(context: Context, room: str) -> None:
    context.operator.counts.expect_no_room(room)


@then("no other number should have changed")
def nothing_else_changed(context: Context) -> None:
    context.operator.counts.expect_nothing_else()


@then("the delivery of {count:number} message should have been measured")
@then("the delivery of {count:number} messages should have been measured")
def deliveries_measured(context: Context, count: int) -> None:
    context.operator.counts.expect_measured(count)


@then("the uptime should have grown by the time that has passed")
def uptime_has_grown(context: Context) -> None:
    context.operator.counts.expect_uptime()


@then("the statistics and the metrics should show the same numbers")
def statistics_and_metrics_agree(context: Context) -> None:
    context.operator.counts.expect_agreement()
