from dataclasses import replace

from bench import tables
from bench.figures import Results, Round
from bench.start import HELLO
from tests.bench.support.measured import IDLE, PEERS, results, some


def rows(table: str) -> dict[str, list[str]]:
    """The cells of each row, by the first of them."""
    lines = [line for line in table.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {first: rest for first, *rest in cells}


def test_a_cell_tells_median_spread_and_price() -> None:
    measured = results(ours=[some(3e6, 0.4), some(1e6, 0.5), some(2e6, 0.6)])
    assert rows(tables.fan_out(measured))["Alice & Bob"] == ["2,000 (1,000–3,000); 0.50"]


def test_what_was_not_measured_is_not_shown() -> None:
    measured = results(ours=[some(1e6)])
    assert set(rows(tables.fan_out(measured))) == {"", "---", "Alice & Bob"}
    assert tables.latency(measured) == tables.idle(measured) == tables.starts(measured) == ""
    assert tables.fan_out(Results("a machine", PEERS)) == ""


def test_a_fault_stands_in_the_cell_of_every_table_of_that_measurement() -> None:
    measured = results(ours=[some(1e6)], slow=[some(1e4), some(1e4, faults="2 lost, 1 doubled")])
    assert "**2 lost, 1 doubled**" in rows(tables.fan_out(measured))["Slow <ws>"][0]
    assert "**2 lost, 1 doubled**" in rows(tables.ratios(measured))["Slow <ws>"][0]
    assert "**" not in rows(tables.fan_out(measured))["Alice & Bob"][0]


def test_a_server_that_did_not_start_says_why() -> None:
    measured = results(ours=[some(1e6)], slow=[Round(faults="The server did not start.")])
    assert "**The server did not start.**" in rows(tables.fan_out(measured))["Slow <ws>"][0]
    assert "– **" in rows(tables.ratios(measured))["Slow <ws>"][0]


def test_where_the_generator_was_the_limit_the_table_says_so() -> None:
    table = tables.fan_out(results(ours=[some(1e6)], floor=[some(9e6, share=0.99)]))
    assert "†" in rows(table)["The floor"][0]
    assert "†" not in rows(table)["Alice & Bob"][0]
    assert "at most 99%" in table


def test_ratios_tell_how_much_more_and_how_much_cheaper() -> None:
    measured = results(ours=[some(1e6, 0.5)], slow=[some(1e5, 10.0)], floor=[some(4e6, 0.1)])
    table = rows(tables.ratios(measured))
    assert table["Slow <ws>"] == ["10×; CPU 20×"]
    assert table["The floor"] == ["0.25×; CPU 0.20×"]
    assert "Alice & Bob" not in table


def of_ours(shape: str, *rounds: Round, **others: Round) -> Results:
    beside = {("ours", name): [measured] for name, measured in others.items()}
    return Results("a machine", PEERS, {("ours", shape): rounds, **beside})


def test_latency_is_shown_and_whether_the_load_was_too_much() -> None:
    calm = Round(deliveries_per_second=20_000, p50_ms=0.5, p99_ms=1.25)
    assert rows(tables.latency(of_ours("calm", calm)))["Alice & Bob"] == ["0.50 / 1.25"]
    late = replace(calm, deliveries_per_second=5_000)
    (cells,) = rows(tables.latency(of_ours("calm", late)))["Alice & Bob"]
    assert "too much: 50 a second came through" in cells


def test_the_pace_of_joins_is_reached_or_not() -> None:
    door = Round(deliveries_per_second=20_000, joins_per_second=999, leaves_per_second=990)
    assert "(reached)" in tables.joins(of_ours("joins", door))
    slow = replace(door, leaves_per_second=700)
    assert "**not reached**" in tables.joins(of_ours("joins", slow))


def test_a_stuck_client_is_shown_with_throughput_memory_and_end() -> None:
    stuck = Round(deliveries_per_second=900.0, peak_memory=43e6, is_cut=1)
    free = Round(deliveries_per_second=1000.0, peak_memory=42e6)
    cells = rows(tables.stuck(of_ours("stuck", stuck, free=free)))["Alice & Bob"]
    assert cells == ["0.90", "1.0 MB", "yes"]
    still = Round(peak_memory=43e6)
    cells = rows(tables.stuck(of_ours("stuck", still, free=free)))["Alice & Bob"]
    assert cells == ["all stand still", "1.0 MB", "no"]


def test_many_rooms_are_cells_beside_one() -> None:
    table = rows(tables.rooms(of_ours("rooms", some(1e6, 1.5), room=some(2e6, 1.2))))
    assert table["CPU for each delivery, rooms / one room"] == ["1.25"]


def test_idle_connections_are_shown_with_their_pings() -> None:
    table = rows(tables.idle(Results("a machine", PEERS, idle={"slow": IDLE})))
    assert table["Slow <ws>"] == ["2,000", "2,665", "8.4%", "one ping each 3 s"]


def test_starts_are_cells_in_milliseconds() -> None:
    table = rows(tables.starts(Results("a machine", PEERS, starts={HELLO: [0.3, 0.1, 0.2]})))
    assert table[HELLO] == ["200 (100–300)"]


def test_all_tables_name_the_machine_and_hold_what_there_is() -> None:
    cells = tables.all_tables(results(ours=[some(1e6)]))
    assert "a machine" in cells
    assert [line for line in cells.splitlines() if line.startswith("## ")] == ["## Deliveries"]
