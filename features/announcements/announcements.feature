@promise.announcements @setting.announced
Feature: Announcements

  Rule: The operator can send an announcement to everybody
    People should hear in advance that a server will be shut down for the night.

    @promise.dialects
    Scenario: Users of every dialect receive an announcement
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And user "Dave" speaks "events with a join message"
      And users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When the operator announces "We close at ten"
      Then users "Alice", "Bob", "Carol" and "Dave" should receive announcement "We close at ten"

    @promise.rooms
    Scenario: Users in every room receive an announcement
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "kitchen"
      And user "Carol" connects to the chat
      When the operator announces "We close at ten"
      Then users "Alice", "Bob" and "Carol" should receive announcement "We close at ten"

    Scenario: A user receives an announcement once
      Given users "Alice" and "Bob" connect to the chat
      When the operator announces "We close at ten"
      Then user "Alice" should receive announcement "We close at ten"
      And user "Alice" should not receive announcement "We close at ten"

    Scenario: An announcement with the same text can be sent twice
      Given user "Alice" connects to the chat
      When the operator announces "Last orders"
      And the operator announces "Last orders"
      Then user "Alice" should receive announcement "Last orders"
      And user "Alice" should receive announcement "Last orders"

    @promise.shared-names
    Scenario: A user with two connections receives an announcement on both
      Given user "Alice" connects to the chat
      And a second "Alice" connects to the chat
      When the operator announces "We close at ten"
      Then users "Alice" and "the second Alice" should receive announcement "We close at ten"

    @promise.dialects
    Scenario Outline: An announcement with <kind> arrives unchanged
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When the operator announces <kind> to everybody
      Then users "Alice", "Bob" and "Carol" should receive <kind> as an announcement, unchanged

      Examples:
        | kind                      |
        | spaces around and  inside |
        | double quotes             |
        | JSON                      |
        | decomposed accents        |
        | the words of a notice     |

      @promise.texts
      Examples: The longest texts
        | kind                               |
        | every character of the basic plane |
        | 65,536 characters of all kinds     |

    Scenario: An announcement to an empty server reaches nobody
      When the operator announces "Is anybody there?"
      And user "Alice" connects to the chat
      Then user "Alice" should not receive anything

  @promise.rooms
  Rule: The operator can send an announcement to a single room
    People in the kitchen should not be disturbed by news for the garden.

    Scenario: An announcement to one room stays in that room
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "kitchen"
      And user "Carol" connects to the chat
      When the operator announces "The roses are for sale" in room "garden"
      Then user "Alice" should receive announcement "The roses are for sale"
      And user "Bob" should not receive anything
      And user "Carol" should not receive anything

    Scenario: An announcement to the lobby stays in the lobby
      Given user "Alice" connects to the chat
      And user "Bob" connects to room "kitchen"
      When the operator announces "The lobby is being swept" in room "lobby"
      Then user "Alice" should receive announcement "The lobby is being swept"
      And user "Bob" should not receive anything

    Scenario: An announcement to an empty room reaches nobody
      Given user "Alice" connects to room "garden"
      When the operator announces "Is anybody there?" in room "attic"
      Then the operator should be told that the announcement reached 0 connections in 0 rooms
      And user "Alice" should not receive anything

    @promise.shared-names @promise.dialects
    Scenario: The operator is told how many connections an announcement reached
      Given user "Bob" speaks "envelope"
      And users "Alice" and "Bob" connect to room "counting.house"
      And a second "Alice" connects to room "counting.house"
      When the operator announces "How many are we?" in room "counting.house"
      Then the operator should be told that the announcement reached 3 connections in 1 room

  @promise.dialects
  Rule: Only users who have joined receive an announcement, at the time it is sent
    An announcement is about the present; users who join later could misunderstand it.

    Scenario Outline: A user who has not joined yet does not receive an announcement, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And the operator announces "We close at ten"
      Then user "Alice" should receive announcement "We close at ten"
      When user "Bob" asks to join as "Bob"
      Then user "Bob" should not receive announcement "We close at ten"

      Examples:
        | dialect  |
        | events   |
        | envelope |

    @promise.history
    Scenario: A newcomer does not find an announcement in the history
      Given user "Bob" speaks "events"
      And user "Alice" connects to the chat
      When the operator announces "We close at ten"
      Then user "Alice" should receive announcement "We close at ten"
      When user "Alice" sends message "So early?"
      And user "Bob" connects to the chat
      Then user "Bob" should see "So early?" from "Alice" in the history
      And user "Bob" should not see "We close at ten" from "server" in the history
      And user "Bob" should not receive announcement "We close at ten"

  @promise.messages @promise.order @promise.dialects
  Rule: All users receive an announcement between the same messages
    "At ten" is the answer to one question, and must not look like the answer to another.

    Scenario: An announcement between two messages
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends message "When do they close?"
      Then users "Alice", "Bob" and "Carol" should receive message from "Alice" saying "When do they close?"
      When the operator announces "At ten"
      And user "Bob" sends message "So early?"
      Then users "Alice", "Bob" and "Carol" should receive message from "Bob" saying "So early?"
      And users "Alice", "Bob" and "Carol" should have heard "When do they close?", "At ten" and "So early?", in this order

    Scenario: Several announcements during a burst of messages
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When users "Alice", "Bob" and "Carol" send 60 messages each, while the operator sends 8 announcements
      Then everybody should have heard the same 180 messages in the same order
      And users "Alice", "Bob" and "Carol" should receive announcement "announcement 8"

  Rule: Nobody but the operator can send an announcement
    People must be able to trust that an announcement comes from the operator.

    Scenario Outline: An announcement with <token> is rejected
      Given user "Alice" connects to the chat
      When somebody tries to announce "Free beer" with <token>
      Then the announcement should be rejected with status 401
      And user "Alice" should not receive anything

      Examples:
        | token                            |
        | no token                         |
        | an empty token                   |
        | a wrong token                    |
        | half of the operator's token     |
        | the operator's token and more    |
        | the operator's token in capitals |

    Scenario Outline: Nobody can join as "<name>", speaking <dialect>
      Given user "Mallory" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Mallory" tries to connect as "<name>"
      Then user "Mallory" should be rejected
      And user "Alice" should not receive anything

      Examples:
        | name   | dialect |
        | server | plain   |
        | Server | plain   |

      @promise.dialects
      Examples: Other dialects
        | name   | dialect                    |
        | server | events                     |
        | SERVER | events with a join message |
        | system | events with a join message |
        | server | envelope                   |
        | sErVeR | envelope                   |

    @promise.messages @promise.dialects
    Scenario Outline: Nobody can send a message in the name of the server, speaking <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends message "Free beer" claiming to be "server"
      Then user "Alice" should receive message from "Mallory" saying "Free beer"
      And user "Alice" should not receive announcement "Free beer"

      Examples:
        | dialect  |
        | events   |
        | envelope |

  Rule: An invalid announcement is rejected with a reason, and reaches nobody
    An operator in a hurry should notice a mistake before everybody else does.

    Scenario Outline: An announcement with <what> is rejected
      Given user "Alice" connects to the chat
      When the operator sends an invalid announcement: <what>
      Then the announcement should be rejected with status <status>
      And the operator should be told why
      And user "Alice" should not receive anything

      Examples:
        | what                                     | status |
        | nothing at all                           | 400    |
        | a text that is not JSON                  | 400    |
        | half an object                           | 400    |
        | bytes that are not UTF-8                 | 400    |
        | a list                                   | 400    |
        | null                                     | 400    |
        | an object without content                | 400    |
        | a content that is a number               | 400    |
        | a content that is null                   | 400    |
        | an empty content                         | 400    |
        | a blank content                          | 400    |
        | half a character                         | 400    |
        | a content that is one character too long | 400    |
        | a room that is a number                  | 400    |
        | a room that is null                      | 400    |
        | a room with a bad name                   | 400    |
        | a room without a name                    | 400    |
        | a content of two million characters      | 413    |
