@promise.announcements @setting.announced
Feature: The operator speaks

  Rule: The operator can say something to everybody
    Before a server goes down for the night, people should hear of it.

    Scenario: Everybody hears it, in every dialect
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And user "Dave" speaks "events by word"
      And users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When the operator announces "We close at ten"
      Then users "Alice", "Bob", "Carol" and "Dave" should receive announcement "We close at ten"

    Scenario: Everybody hears it, in every room
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "kitchen"
      And user "Carol" connects to the chat
      When the operator announces "We close at ten"
      Then users "Alice", "Bob" and "Carol" should receive announcement "We close at ten"

    Scenario: Everybody hears it once
      Given users "Alice" and "Bob" connect to the chat
      When the operator announces "We close at ten"
      Then user "Alice" should receive announcement "We close at ten"
      And user "Alice" should not receive announcement "We close at ten"

    Scenario: The same may be said twice
      Given user "Alice" connects to the chat
      When the operator announces "Last orders"
      And the operator announces "Last orders"
      Then user "Alice" should receive announcement "Last orders"
      And user "Alice" should receive announcement "Last orders"

    Scenario: One who has two lines hears it on both
      Given user "Alice" connects to the chat
      And a second "Alice" connects to the chat
      When the operator announces "We close at ten"
      Then users "Alice" and "the second Alice" should receive announcement "We close at ten"

    Scenario Outline: <kind>, to the character
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When the operator announces <kind> to everybody
      Then users "Alice", "Bob" and "Carol" should receive <kind> as an announcement, unchanged

      Examples:
        | kind                               |
        | spaces around and  inside          |
        | double quotes                      |
        | JSON                               |
        | decomposed accents                 |
        | every character of the basic plane |
        | what looks like a notice           |
        | 65,536 characters of all kinds     |

    Scenario: Nobody is there to hear it
      When the operator announces "Is anybody there?"
      And user "Alice" connects to the chat
      Then user "Alice" should not receive anything

  Rule: Or to one room
    What concerns the garden need not stop the cooking.

    Scenario: One room only
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "kitchen"
      And user "Carol" connects to the chat
      When the operator announces "The roses are for sale" in room "garden"
      Then user "Alice" should receive announcement "The roses are for sale"
      And user "Bob" should not receive anything
      And user "Carol" should not receive anything

    Scenario: The lobby only
      Given user "Alice" connects to the chat
      And user "Bob" connects to room "kitchen"
      When the operator announces "The lobby is being swept" in room "lobby"
      Then user "Alice" should receive announcement "The lobby is being swept"
      And user "Bob" should not receive anything

    Scenario: A room in which nobody is
      Given user "Alice" connects to room "garden"
      When the operator announces "Is anybody there?" in room "attic"
      Then the operator should be told that the announcement reached 0 connections in 0 rooms
      And user "Alice" should not receive anything

    Scenario: The operator is told how many heard it
      Given user "Bob" speaks "envelope"
      And users "Alice" and "Bob" connect to room "counting.house"
      And a second "Alice" connects to room "counting.house"
      When the operator announces "How many are we?" in room "counting.house"
      Then the operator should be told that the announcement reached 3 connections in 1 room

  Rule: It is for those who are in, as they are in
    An announcement is no message: it is said once, and over.

    Scenario Outline: Whoever stands at the door does not hear it, in <dialect>
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

    Scenario: A newcomer does not find it in the history
      Given user "Bob" speaks "events"
      And user "Alice" connects to the chat
      When the operator announces "We close at ten"
      Then user "Alice" should receive announcement "We close at ten"
      When user "Alice" sends message "So early?"
      And user "Bob" connects to the chat
      Then user "Bob" should see "So early?" from "Alice" in the history
      And user "Bob" should not see "We close at ten" from "server" in the history
      And user "Bob" should not receive announcement "We close at ten"

  Rule: It has its place among what people say
    "At ten" is an answer to some question, and must not seem one to another.

    Scenario: Before and after
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

    Scenario: In a burst it has the same place for all
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When users "Alice", "Bob" and "Carol" send 60 messages each, while the operator sends 8 announcements
      Then everybody should have heard the same 180 messages in the same order
      And users "Alice", "Bob" and "Carol" should receive announcement "announcement 8"

  Rule: Nobody else can
    Else a word of the operator is worth no more than any other.

    Scenario Outline: Not with <token>
      Given user "Alice" connects to the chat
      When somebody tries to announce "Free beer" with <token>
      Then the announcement should be rejected with status 401
      And user "Alice" should not receive anything

      Examples:
        | token                            |
        | no token                         |
        | an empty token                   |
        | a bad one                        |
        | half of the operator's token     |
        | the operator's token and more    |
        | the operator's token in capitals |

    Scenario Outline: Nobody can be called "<name>", speaking <dialect>
      Given user "Mallory" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Mallory" tries to connect as "<name>"
      Then user "Mallory" should be rejected
      And user "Alice" should not receive anything

      Examples:
        | name   | dialect        |
        | server | plain          |
        | Server | plain          |
        | server | events         |
        | SERVER | events by word |
        | system | events by word |
        | server | envelope       |
        | sErVeR | envelope       |

    Scenario Outline: Nobody can say something in the name of the server, speaking <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends message "Free beer" claiming to be "server"
      Then user "Alice" should receive message from "Mallory" saying "Free beer"
      And user "Alice" should not receive announcement "Free beer"

      Examples:
        | dialect  |
        | events   |
        | envelope |

  Rule: What makes no sense is refused, with the reason, and told to nobody
    An operator in a hurry should learn of a slip before everybody else does.

    Scenario Outline: <what>
      Given user "Alice" connects to the chat
      When the operator sends an invalid announcement: <what>
      Then the announcement should be rejected with status <status>
      And the operator should be told why
      And user "Alice" should not receive anything

      Examples:
        | what                                     | status |
        | nothing at all                           | 400    |
        | a text that is no JSON                   | 400    |
        | half an object                           | 400    |
        | bytes that are no UTF-8                  | 400    |
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
        | far too much                             | 413    |
