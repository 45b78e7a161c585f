@promise.senders @socket.traffic @servers.one
Feature: One rate limit for many connections

  @promise.messages @promise.sender-order @setting.limited_by_address
  Rule: All connections from one address share a rate limit
    Otherwise a program with a hundred connections could say a hundred times as much as everybody else.

    Scenario Outline: Three connections together say no more than their address may, in <dialect>
      Given user "Malice" speaks "<dialect>"
      And users "Mallory", "Mallet" and "Malice" share an address
      And users "Alice", "Mallory", "Mallet" and "Malice" connect to the chat
      When user "Mallory" sends 6 messages in a row
      Then user "Alice" should receive all 6 messages from "Mallory" in order
      When user "Mallet" sends 6 messages in a row
      Then user "Alice" should receive all 6 messages from "Mallet" in order
      When user "Malice" sends message "And I"
      Then user "Malice" should be told that they exceed the rate limit
      And user "Alice" should not receive message from "Malice" saying "And I"

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect  |
        | events   |
        | envelope |

    Scenario: Messages that are rejected take nothing from the others at the address
      Given users "Mallory" and "Bob" share an address
      And users "Alice", "Mallory" and "Bob" connect to the chat
      When user "Mallory" sends 14 messages in a row
      Then user "Mallory" should be told 8 times that they exceed the rate limit
      When user "Bob" sends 6 messages in a row
      Then user "Alice" should receive all 6 messages from "Bob" in order

    Scenario: Users at another address do not notice
      Given users "Mallory" and "Mallet" share an address
      And users "Alice", "Bob", "Mallory" and "Mallet" connect to the chat
      When users "Mallory" and "Mallet" send 9 messages each, all at once
      And user "Alice" sends 6 messages in a row
      Then user "Bob" should receive all 6 messages from "Alice" in order
      And user "Alice" should not receive any error

  @setting.limited_by_address
  Rule: A user who joins too often has to wait, and is told for how long
    Everybody in the room is told of each join, so a join is a message, too.

    @promise.arrivals @only.plain
    Scenario: A user joins twelve times, and once more
      Given user "Alice" connects to the chat
      When user "Mallory" connects and leaves 12 times
      And user "Mallory" tries to connect
      Then user "Mallory" should be rejected
      And user "Mallory" should be told when to come back
      When user "Bob" connects to the chat
      Then user "Alice" should receive "joined" notification for "Bob"

    @promise.arrivals @promise.dialects
    Scenario Outline: A user joins twelve times with a message, and once more, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Mallory" connects and leaves 12 times
      And user "Mallory" tries to connect
      Then user "Mallory" should be rejected
      When user "Bob" connects to the chat
      Then user "Alice" should receive "joined" notification for "Bob"

      Examples:
        | dialect                    |
        | events with a join message |
        | envelope                   |

    @promise.messages @promise.sender-order
    Scenario: A user who has joined often can say as much as everybody else
      Given user "Alice" connects to the chat
      When user "Bob" connects and leaves 11 times
      And user "Bob" connects to the chat
      And user "Bob" sends 6 messages in a row
      Then user "Alice" should receive all 6 messages from "Bob" in order

  @promise.messages @promise.sender-order @promise.shared-names @setting.limited_by_name
  Rule: All connections of a user who proves their name share a rate limit
    Where names are proved, a user is a name, on however many devices.

    Scenario: A user continues on a second device
      Given users "Alice" and "Mallory" connect to the chat
      And a second "Mallory" connects to the chat
      When user "Mallory" sends 6 messages in a row
      Then user "Alice" should receive all 6 messages from "Mallory" in order
      When user "the second Mallory" sends message "And now from here"
      Then user "the second Mallory" should be told that they exceed the rate limit
      And user "Alice" should not receive message from "Mallory" saying "And now from here"

    Scenario: Users with other names do not notice
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      And a second "Mallory" connects to the chat
      When users "Mallory" and "the second Mallory" send 9 messages each, all at once
      And user "Alice" sends 6 messages in a row
      Then user "Bob" should receive all 6 messages from "Alice" in order
      And user "Alice" should not receive any error
