@promise.metrics @servers.one
Feature: Metrics

  Rule: Messages and deliveries are counted in every dialect
    The operator must be able to see whether people can talk.

    @promise.messages
    Scenario Outline: One message to two people, in <dialect>
      Given user "Alice" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When the operator notes the current metrics
      And user "Alice" sends message "One"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "One"
      And the metric "chat_messages_total" should have increased by 1
      And the metric "chat_deliveries_total" should have increased by 2
      And the metric "chat_delivery_seconds_count" should have increased by 1
      And the statistic "messages_in" should have increased by 1
      And the statistic "deliveries_out" should have increased by 2
      And no other number should have changed

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

    @promise.messages
    Scenario: The time of each delivery is measured
      Given users "Alice" and "Bob" connect to the chat
      When the operator notes the current metrics
      And user "Alice" sends message "One"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "One"
      And the delivery of 1 message should have been measured
      When user "Bob" sends message "Two"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Two"
      And the delivery of 2 messages should have been measured

    @promise.messages @promise.order @promise.dialects
    Scenario: Three people send a burst of messages in three dialects
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When the operator notes the current metrics
      And users "Alice", "Bob" and "Carol" send 40 messages each, all at once
      Then everybody should have heard the same 120 messages in the same order
      And the metric "chat_messages_total" should have increased by 120
      And the metric "chat_delivery_seconds_count" should have increased by 120
      And the delivery of 120 messages should have been measured
      And the number of deliveries counted should equal the number of messages heard
      And the statistics and the metrics should show the same numbers

    @promise.private @dialect.events
    Scenario: A private message counts as two deliveries
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When the operator notes the current metrics
      And user "Alice" sends private message "psst" to "Bob"
      Then users "Alice" and "Bob" should receive private message from "Alice" saying "psst"
      And the metric "chat_messages_total" should have increased by 1
      And the metric "chat_deliveries_total" should have increased by 2
      And the metric "chat_delivery_seconds_count" should have increased by 1
      And the statistic "messages_in" should have increased by 1
      And the statistic "deliveries_out" should have increased by 2
      And no other number should have changed

    @promise.shared-names @promise.private @dialect.events
    Scenario: A private message to a user with two connections counts as three deliveries
      Given users "Alice" and "Bob" connect to the chat
      And a second "Bob" connects to the chat
      When the operator notes the current metrics
      And user "Alice" sends private message "psst" to "Bob"
      Then user "the second Bob" should receive private message from "Alice" saying "psst"
      And the metric "chat_messages_total" should have increased by 1
      And the metric "chat_deliveries_total" should have increased by 3

    @promise.private @dialect.events @socket.person
    Scenario: A private message to oneself counts as one delivery
      Given users "Alice" and "Bob" connect to the chat
      When the operator notes the current metrics
      And user "Alice" sends private message "Milk" to "Alice"
      Then user "Alice" should receive private message from "Alice" saying "Milk"
      And the metric "chat_messages_total" should have increased by 1
      And the metric "chat_deliveries_total" should have increased by 1

    @promise.history @promise.presence @promise.typing @dialect.events
    Scenario: Requests and typing count as nothing
      Given users "Alice" and "Bob" connect to the chat
      When the operator notes the current metrics
      And user "Alice" starts typing
      And user "Alice" stops typing
      And user "Alice" asks who is in the room
      And user "Alice" asks for the history
      And user "Alice" pings the server 3 times
      Then no other number should have changed

    @promise.texts
    Scenario: A rejected message does not count as a message
      Given users "Alice" and "Bob" connect to the chat
      When the operator notes the current metrics
      And user "Alice" sends an empty message
      Then user "Alice" should be told that the message is invalid
      And the metric "chat_messages_total" should not have changed
      And the metric "chat_deliveries_total" should not have changed
      And the metric "chat_refusals_total" should have increased by 1
      And no other number should have changed

  Rule: Joins and leaves are counted, and leaves by their close code
    A hundred lost connections in a minute are a sign that something is wrong.

    @promise.arrivals
    Scenario: A user joins
      Given user "Alice" connects to the chat
      When the operator notes the current metrics
      And user "Bob" connects to the chat
      Then user "Alice" should receive "joined" notification for "Bob"
      And the metric "chat_joins_total" should have increased by 1
      And the metric "chat_connections" should have increased by 1
      And the metric "chat_leaves_total" should not have changed
      And the statistic "connections" should have increased by 1

    @promise.dialects
    Scenario: A user who has not joined yet counts as a connection only
      Given user "Bob" speaks "envelope"
      And user "Alice" connects to the chat
      When the operator notes the current metrics
      And user "Bob" connects without joining
      Then the metric "chat_connections" should have increased by 1
      And the metric "chat_joins_total" should not have changed
      When user "Bob" asks to join as "Bob"
      Then the metric "chat_joins_total" should have increased by 1

    @promise.departures
    Scenario: A user leaves
      Given users "Alice" and "Bob" connect to the chat
      When the operator notes the current metrics
      And user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob"
      And the metric "chat_leaves_total" with code "1000" should have increased by 1
      And the metric "chat_leaves_total" should have increased by 1
      And the metric "chat_connections" should have decreased by 1

    @promise.departures @promise.dialects
    Scenario: A user asks to leave
      Given user "Bob" speaks "events"
      And users "Alice" and "Bob" connect to the chat
      When the operator notes the current metrics
      And user "Bob" asks to leave
      Then user "Alice" should receive "left" notification for "Bob"
      And the metric "chat_leaves_total" with code "1000" should have increased by 1

    @promise.departures @socket.end
    Scenario: The connection of a user is lost
      Given users "Alice" and "Bob" connect to the chat
      When the operator notes the current metrics
      And the connection of user "Bob" is lost
      Then user "Alice" should receive "left" notification for "Bob"
      And the metric "chat_leaves_total" with code "1006" should have increased by 1
      And the metric "chat_connections" should have decreased by 1

    @promise.departures @promise.frames @breaks.connection
    Scenario: A user is disconnected for breaking the protocol
      Given users "Alice" and "Bob" connect to the chat
      When the operator notes the current metrics
      And user "Bob" breaks the protocol with a reserved bit
      Then user "Alice" should receive "left" notification for "Bob"
      And the metric "chat_leaves_total" with code "1002" should have increased by 1

    @promise.departures @promise.long @promise.backpressure @setting.small_send_buffer
    Scenario: A user is disconnected for not reading
      Given users "Alice" and "Stan" connect to the chat
      When the operator notes the current metrics
      And user "Stan" stops reading
      And user "Alice" keeps sending messages until "Stan" is disconnected
      Then the metric "chat_evictions_total" should have increased by 1
      And the metric "chat_leaves_total" with code "1013" should have increased by 1
      And the statistic "evictions" should have increased by 1

  @promise.rooms @setting.announced
  Rule: Rooms and the people in them are counted
    An operator of a full server needs to know which rooms the people are in. Nobody else learns the
    names of rooms: whoever knows one may join it.

    Scenario: Only the operator is shown the names of rooms
      When the operator notes the current metrics
      And users "Alice" and "Bob" connect to room "den-of-three"
      Then the statistics should show 2 people in room "den-of-three"
      And the statistic "rooms" should have increased by 1
      And the statistic "users" should have increased by 2
      And neither statistics nor metrics should show room "den-of-three" to anybody else

    Scenario: A room counts from its first user until its last user leaves
      Given user "Alice" connects to the chat
      When the operator notes the current metrics
      And users "Bob" and "Carol" connect to room "attic"
      Then the metric "chat_rooms" should have increased by 1
      And the statistics should show 2 people in room "attic"
      When user "Carol" leaves
      Then the statistics should show 1 person in room "attic"
      When user "Bob" leaves
      Then the metric "chat_rooms" should not have changed
      And the statistics should show 0 people in room "attic"

    @promise.arrivals @promise.departures
    Scenario Outline: A user joins, who speaks <dialect>, and leaves
      Given user "Bob" speaks "<dialect>"
      And user "Alice" connects to room "loft"
      When the operator notes the current metrics
      And user "Bob" connects to room "loft"
      Then user "Alice" should receive "joined" notification for "Bob"
      And the metric "chat_joins_total" should have increased by 1
      And the metric "chat_connections" should have increased by 1
      And the statistic "connections" should have increased by 1
      And the statistics should show 2 people in room "loft"
      And no other number should have changed
      When the operator notes the current metrics
      And user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob"
      And the metric "chat_leaves_total" with code "1000" should have increased by 1
      And the metric "chat_connections" should have decreased by 1
      And the statistics should show 1 person in room "loft"
      And the statistic "connections" should have decreased by 1
      And no other number should have changed

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

    Scenario: Rooms whose names differ in case are counted separately
      Given users "Alice" and "Bob" connect to room "Pantry"
      When the operator notes the current metrics
      And user "Carol" connects to room "pantry"
      Then the metric "chat_rooms" should have increased by 1
      And the statistics should show 2 people in room "Pantry"
      And the statistics should show 1 person in room "pantry"
      And the statistics and the metrics should show the same numbers

    @promise.shared-names
    Scenario: Two connections with the same name count as one person
      Given users "Alice" and "Bob" connect to room "cellar"
      When the operator notes the current metrics
      And a second "Bob" connects to room "cellar"
      Then the metric "chat_connections" should have increased by 1
      And the statistics should show 2 people in room "cellar"

  Rule: Rejections are counted by their reason
    A rise in one reason points to a mistake; a rise in all of them points to an attack.

    @promise.dialects
    Scenario Outline: An invalid frame in <dialect>: <kind>
      Given user "Mallory" speaks "<dialect>"
      And user "Mallory" connects to the chat
      When the operator notes the current metrics
      And user "Mallory" sends the invalid frame: <kind>
      Then user "Mallory" should receive the error for the invalid frame: <kind>
      And the metric "chat_refusals_total" with reason "<reason>" should have increased by 1
      And no other number should have changed

      Examples:
        | dialect  | kind            | reason         |
        | events   | half an object  | bad-json       |
        | events   | a list          | bad-message    |
        | events   | an unknown type | unknown-type   |
        | events   | a second join   | already-joined |
        | envelope | half an object  | bad-message    |

      @promise.private
      Examples: Private messages
        | dialect | kind                                  | reason       |
        | events  | a private message without a recipient | no-such-user |

      @promise.texts
      Examples: Rejected texts
        | dialect  | kind                       | reason   |
        | events   | a content that is too long | too-long |
        | envelope | a text that is too long    | too-long |

    @promise.texts
    Scenario: An empty message
      Given users "Alice" and "Bob" connect to the chat
      When the operator notes the current metrics
      And user "Bob" sends an empty message
      Then user "Bob" should be told that the message is invalid
      And the metric "chat_refusals_total" with reason "bad-message" should have increased by 1

    @promise.rates @setting.strict @socket.traffic
    Scenario: Messages over the rate limit
      Given users "Alice" and "Bob" connect to the chat
      When the operator notes the current metrics
      And user "Bob" sends 9 messages in a row
      Then user "Bob" should be told 3 times that they exceed the rate limit
      And the metric "chat_refusals_total" with reason "rate-limited" should have increased by 3
      And the metric "chat_messages_total" should have increased by 6

    @promise.names @only.plain @only.events @socket.traffic
    Scenario: A name that is not allowed
      When the operator notes the current metrics
      And user "Mallory" tries to connect under a name with a line end
      Then the metric "chat_refusals_total" with reason "name" should have increased by 1
      And the metric "chat_joins_total" should not have changed

    @promise.departures @promise.limits @setting.small
    Scenario: A connection to a full server
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When the operator notes the current metrics
      And user "Dave" tries to connect
      Then the metric "chat_refusals_total" with reason "connections" should have increased by 1
      And the metric "chat_connections" should not have changed
      When user "Carol" leaves
      Then users "Alice" and "Bob" should receive "left" notification for "Carol"

    @promise.signin @setting.signed
    Scenario: A forged token
      When the operator notes the current metrics
      And user "Mallory" tries to connect with a forged token
      Then the metric "chat_refusals_total" with reason "sign-in" should have increased by 1
      And no other number should have changed

  @promise.messages @promise.order
  Rule: The server reports for how long it has been running
    A restart that nobody ordered is a sign that something is wrong.

    @promise.bursts
    Scenario: Time passes
      Given users "Alice" and "Bob" connect to the chat
      When the operator notes the current metrics
      And users "Alice" and "Bob" send 100 messages each, all at once
      Then everybody should have heard the same 200 messages in the same order
      And the uptime should have grown by the time that has passed

  Rule: No counter ever falls
    A counter that falls looks like a restart of the server.

    Scenario: Users talk, come and go
      Given user "Alice" connects to the chat
      When the operator notes the current metrics
      And 5 visitors connect, say hello and leave, one after another
      Then the metric "chat_joins_total" should have increased by 5
      And the metric "chat_leaves_total" should have increased by 5
      And the metric "chat_connections" should not have changed
      And the metric "chat_messages_total" should have increased by 5
      And the metric "chat_deliveries_total" should have increased by 10
      And the metric "chat_delivery_seconds_count" should have increased by 5
      And the statistic "messages_in" should have increased by 5
      And the statistic "deliveries_out" should have increased by 10
      And no other number should have changed
