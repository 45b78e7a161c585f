"""The operator reads the server's metrics and statistics."""

from behave import then, when

from alicebob.actions.step_context import Context


@when("the operator notes the current metrics")
def notes_metrics(context: Context) -> None:
    context.operator.note_counts()


@then('the metric "{name:quoted}" should have increased by {count:number}')
def metric_increased(context: Context, name: str, count: int) -> None:
    context.operator.expect_counted(name, count)


@then(
    'the metric "{name:quoted}" with {label} "{value:quoted}" should have increased '
    "by {count:number}"
)
def labelled_metric_increased(
    context: Context, name: str, label: str, value: str, count: int
) -> None:
    context.operator.expect_counted(name, count, **{label: value})


@then('the metric "{name:quoted}" should have decreased by {count:number}')
def metric_decreased(context: Context, name: str, count: int) -> None:
    context.operator.expect_counted(name, -count)


@then('the metric "{name:quoted}" should not have changed')
def metric_unchanged(context: Context, name: str) -> None:
    context.operator.expect_counted(name, 0)


@then("the number of deliveries counted should equal the number of messages heard")
def deliveries_equal_messages_heard(context: Context) -> None:
    context.operator.expect_deliveries_heard()


@then('the statistic "{name:quoted}" should have increased by {count:number}')
def statistic_increased(context: Context, name: str, count: int) -> None:
    context.operator.expect_statistic(name, count)


@then('the statistics should show {count:number} person in room "{room:quoted}"')
@then('the statistics should show {count:number} people in room "{room:quoted}"')
def statistics_show_people(context: Context, count: int, room: str) -> None:
    context.operator.expect_people(room, count)
