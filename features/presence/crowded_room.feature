@promise.arrivals @promise.rooms @promise.presence @dialect.events
Feature: A crowded room

  Rule: The list and the number are right in a crowd, too
    It is in a crowd that nobody can count for themselves.

    @promise.departures @socket.unshown
    Scenario: A hundred and fifty people connect, and most of them leave
      Given user "Alice" connects to room "stadium"
      And 150 readers connect to room "stadium" and stop reading
      When user "Bob" connects to room "stadium"
      Then user "Bob" should see exactly "Alice" and readers 1 to 150 in the room, in this order
      And user "Alice" should receive "joined" notification for "Bob", with 152 people in the room
      When readers 1 to 80 disconnect abruptly
      Then user "Bob" should see readers 1 to 80 leave, down to 72 people in the room
      When user "Carol" connects to room "stadium"
      Then user "Carol" should see exactly "Alice", readers 81 to 150 and "Bob" in the room, in this order
      And users "Alice" and "Bob" should receive "joined" notification for "Carol"
      When readers 81 to 150 disconnect abruptly
      Then user "Carol" should see readers 81 to 150 leave, down to 3 people in the room

    @promise.dialects @socket.unshown
    Scenario: Two hundred and sixty people with long names are listed in full
      Given 260 readers with long names, who speak "plain", connect to room "embassy" and stop reading
      When user "Alice" connects to room "embassy"
      Then user "Alice" should see exactly readers 1 to 260 in the room, in this order
      When user "Bob" connects to room "embassy"
      Then user "Alice" should receive "joined" notification for "Bob", with 262 people in the room
      And user "Bob" should see exactly readers 1 to 260 and "Alice" in the room, in this order
