@promise.dialects
Feature: Three dialects in one room

  @promise.departures
  Rule: Users of different dialects see each other join and leave
    People should not have to know which program the others use.

    @promise.arrivals
    Scenario Outline: Alice speaks <one>; Bob, who speaks <other>, joins and leaves
      Given user "Alice" speaks "<one>"
      And user "Bob" speaks "<other>"
      When users "Alice" and "Bob" connect to the chat
      Then user "Alice" should receive "joined" notification for "Bob"
      When user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob"

      Examples:
        | one      | other    |
        | plain    | plain    |
        | plain    | events   |
        | plain    | envelope |
        | events   | plain    |
        | events   | events   |
        | events   | envelope |
        | envelope | plain    |
        | envelope | events   |
        | envelope | envelope |

    Scenario Outline: Alice speaks <one>; the connection of Bob, who speaks <other>, is lost
      Given user "Alice" speaks "<one>"
      And user "Bob" speaks "<other>"
      And users "Alice" and "Bob" connect to the chat
      When the connection of user "Bob" is lost
      Then user "Alice" should receive "left" notification for "Bob"

      Examples:
        | one      | other    |
        | plain    | plain    |
        | plain    | events   |
        | plain    | envelope |
        | events   | plain    |
        | events   | events   |
        | events   | envelope |
        | envelope | plain    |
        | envelope | events   |
        | envelope | envelope |

    Scenario Outline: Alice speaks <one>; Bob, who speaks <other>, asks to leave
      Given user "Alice" speaks "<one>"
      And user "Bob" speaks "<other>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" asks to leave
      Then user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should not receive "left" notification for "Bob"

      Examples:
        | one      | other    |
        | plain    | events   |
        | plain    | envelope |
        | events   | events   |
        | events   | envelope |
        | envelope | events   |
        | envelope | envelope |

  Rule: Users of different dialects receive each other's messages unchanged
    People can only talk to each other if they all read the same text.

    @promise.messages
    Scenario Outline: Alice speaks <one>, Bob speaks <other>
      Given user "Alice" speaks "<one>"
      And user "Bob" speaks "<other>"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Bonjour"
      And user "Bob" sends message "Guten Tag"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Bonjour"
      And users "Alice" and "Bob" should receive message from "Bob" saying "Guten Tag"

      Examples:
        | one      | other    |
        | plain    | plain    |
        | plain    | events   |
        | plain    | envelope |
        | events   | plain    |
        | events   | events   |
        | events   | envelope |
        | envelope | plain    |
        | envelope | events   |
        | envelope | envelope |

    @promise.messages
    Scenario Outline: A user of each dialect sends <kind>
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends <kind> as a message
      Then users "Alice", "Bob" and "Carol" should receive <kind> from "Alice", unchanged
      When user "Bob" sends <kind> as a message
      Then users "Alice", "Bob" and "Carol" should receive <kind> from "Bob", unchanged
      When user "Carol" sends <kind> as a message
      Then users "Alice", "Bob" and "Carol" should receive <kind> from "Carol", unchanged

      @promise.exact
      Examples:
        | kind                      |
        | JSON                      |
        | a JSON text               |
        | the word null             |
        | a number                  |
        | HTML                      |
        | double quotes             |
        | backslashes               |
        | a byte order mark         |
        | line separators           |
        | decomposed accents        |
        | spaces around and  inside |
        | the words of a notice     |

      @promise.texts
      Examples: The longest texts
        | kind                           |
        | 65,536 characters of all kinds |

      @promise.exact @promise.texts
      Examples: Every character and the longest texts
        | kind                                      |
        | every character of the basic plane        |
        | every seventeenth character of the others |

    @promise.texts
    Scenario Outline: A message rejected in <dialect> reaches nobody
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And user "Mallory" speaks "<dialect>"
      And users "Alice", "Bob", "Carol" and "Mallory" connect to the chat
      When user "Mallory" sends a message containing only spaces
      Then user "Mallory" should be told that the message is invalid
      And user "Alice" should not receive anything but notifications
      And user "Bob" should not receive anything but notifications
      And user "Carol" should not receive anything but notifications

      Examples:
        | dialect  |
        | plain    |
        | events   |
        | envelope |

    @promise.messages
    Scenario Outline: A user cannot send messages in another user's name, in <dialect>
      Given user "Alice" speaks "plain"
      And user "Mallory" speaks "<dialect>"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends message "I owe you ten pounds" claiming to be "Alice"
      Then users "Alice" and "Mallory" should receive message from "Mallory" saying "I owe you ten pounds"

      Examples:
        | dialect  |
        | events   |
        | envelope |

    @promise.messages
    Scenario Outline: A user claims to be "<name>", in <dialect>
      Given user "Alice" speaks "plain"
      And user "Anna" speaks "events"
      And user "Ann" speaks "envelope"
      And user "Mallory" speaks "<dialect>"
      And users "Alice", "Anna", "Ann" and "Mallory" connect to the chat
      When user "Mallory" sends message "We close at noon" claiming to be "<name>"
      Then users "Alice", "Anna", "Ann" and "Mallory" should receive message from "Mallory" saying "We close at noon"

      Examples:
        | name   | dialect                    |
        | Alice  | events                     |
        | server | events                     |
        |        | events                     |
        | Alice  | events with a join message |
        | server | events with a join message |
        |        | events with a join message |
        | Alice  | envelope                   |
        | server | envelope                   |
        |        | envelope                   |

  @promise.messages
  Rule: Users of all dialects receive messages in the same order
    "Yes" must follow the same question for everybody.

    @promise.order @promise.bursts
    Scenario: Three users send a burst of messages
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      When users "Alice", "Bob" and "Carol" connect to the chat
      And users "Alice", "Bob" and "Carol" send 100 messages each, all at once
      Then everybody should have heard the same 300 messages in the same order

    @promise.order @promise.departures
    Scenario: Two users of each dialect send messages, then some of them leave
      Given users "Alice" and "Dave" speak "plain"
      And users "Bob" and "Eve" speak "events"
      And users "Carol" and "Frank" speak "envelope"
      When users "Alice", "Bob", "Carol", "Dave", "Eve" and "Frank" connect at the same moment
      And users "Alice", "Bob", "Carol", "Dave", "Eve" and "Frank" send 20 messages each, all at once
      Then everybody should have heard the same 120 messages in the same order
      When users "Alice", "Bob" and "Carol" leave at the same moment
      Then user "Dave" should have seen each of "Alice", "Bob" and "Carol" leave 1 time
      And user "Eve" should have seen each of "Alice", "Bob" and "Carol" leave 1 time
      And user "Frank" should have seen each of "Alice", "Bob" and "Carol" leave 1 time

    @promise.order @promise.departures
    Scenario: Users who stay receive the same order after others have come and gone
      Given users "Alice" and "Dave" speak "plain"
      And users "Bob" and "Eve" speak "events"
      And users "Carol" and "Frank" speak "envelope"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When users "Dave", "Eve" and "Frank" join and leave 5 times each, all at once
      And users "Alice", "Bob" and "Carol" send 20 messages each, all at once
      Then everybody should have heard the same 60 messages in the same order
      And user "Alice" should have seen each of "Dave", "Eve" and "Frank" leave 5 times

    @promise.rooms
    Scenario: Rooms stay separate, whatever the dialect
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "envelope"
      And user "Carol" speaks "events"
      And user "Alice" connects to room "garden"
      And user "Bob" connects to room "kitchen"
      When user "Carol" connects to room "garden"
      And user "Carol" sends message "Roses"
      Then user "Alice" should receive message from "Carol" saying "Roses"
      And user "Bob" should not receive anything

  @promise.messages
  Rule: Messages carry the time at which they were sent
    People who read a message later must know how old it is, wherever they are.

    Scenario Outline: The time of a message, in <dialect>
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "What time is it?"
      Then user "Bob" should receive message "What time is it?" with the current time

      Examples:
        | dialect  |
        | events   |
        | envelope |

    Scenario Outline: The time that a sender claims is ignored, from <one> to <other>
      Given user "Mallory" speaks "<one>"
      And user "Bob" speaks "<other>"
      And users "Mallory" and "Bob" connect to the chat
      When user "Mallory" sends message "It was the nineties" claiming to be "Alice" in 1999
      Then user "Bob" should receive message "It was the nineties" with the current time
      And user "Mallory" should receive message "It was the nineties" with the current time

      Examples:
        | one                        | other    |
        | events                     | events   |
        | events                     | envelope |
        | events with a join message | events   |
        | events with a join message | envelope |
        | envelope                   | events   |
        | envelope                   | envelope |
