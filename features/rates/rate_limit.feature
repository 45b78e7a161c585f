@promise.rates @socket.traffic
Feature: Rate limit

  @promise.messages @promise.heartbeat @setting.limited
  Rule: A user who sends too fast is told so, and can send again a little later
    A slip of the finger must neither disconnect a user nor flood the room.

    Scenario Outline: A user sends fourteen messages in a row, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends 14 messages in a row
      Then user "Mallory" should be told that they exceed the rate limit
      And user "Alice" should receive message from "Mallory" saying "message 10 of Mallory"
      When user "Alice" sends message "Slowly"
      Then users "Alice" and "Mallory" should receive message from "Alice" saying "Slowly"
      When user "Mallory" repeats message "Sorry" until it is accepted
      Then user "Alice" should receive message from "Mallory" saying "Sorry"

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect  |
        | events   |
        | envelope |

    @dialect.events
    Scenario: A user who waits for as long as the server asks can send again
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends messages until they reach the rate limit
      And user "Mallory" waits for as long as the server asks, then sends message "Now then"
      Then user "Alice" should receive message from "Mallory" saying "Now then"

    Scenario: After an accepted message, the count of rejections starts again
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends 17 messages in a row
      And user "Mallory" repeats message "Sorry" until it is accepted
      And user "Mallory" sends 8 messages in a row
      Then user "Alice" should receive message from "Mallory" saying "Sorry"
      And user "Alice" should not receive "left" notification for "Mallory"

  @setting.strict
  Rule: A user can send exactly as many messages as the limit allows
    Developers need a limit that they can count on.

    @promise.messages @promise.own-messages @promise.sender-order
    Scenario Outline: Six messages are accepted where six are allowed, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 6 messages in a row
      Then user "Alice" should receive all 6 messages from "Bob" in order
      And user "Bob" should receive all 6 messages from "Bob" in order
      And user "Bob" should not receive any error

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect  |
        | events   |
        | envelope |

    @promise.messages @promise.sender-order
    Scenario Outline: The seventh message is rejected, and only its sender is told, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 7 messages in a row
      Then user "Bob" should be told that they exceed the rate limit
      And user "Alice" should receive all 6 messages from "Bob" in order
      And user "Alice" should not receive message from "Bob" saying "message 7 of Bob"
      And user "Alice" should not receive any error

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect  |
        | events   |
        | envelope |

    @promise.private @dialect.events
    Scenario: Private messages count like all others
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 5 messages in a row
      And user "Bob" sends private message "One" to "Alice"
      And user "Bob" sends private message "Two" to "Alice"
      Then user "Alice" should receive private message from "Bob" saying "One"
      And user "Bob" should be told that they exceed the rate limit

    @promise.messages @promise.sender-order @promise.texts
    Scenario: Messages that are rejected for another reason count, too
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" sends an empty message
      And user "Bob" sends 6 messages in a row
      Then user "Bob" should be told that the message is invalid
      And user "Bob" should be told that they exceed the rate limit
      And user "Alice" should receive all 5 messages from "Bob" in order

    @promise.messages @promise.sender-order @promise.dialects
    Scenario Outline: Invalid frames count, too, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends the invalid frame: half an object
      And user "Bob" sends the invalid frame: a list
      And user "Bob" sends 5 messages in a row
      Then user "Bob" should receive the error for the invalid frame: half an object
      And user "Bob" should receive the error for the invalid frame: a list
      And user "Bob" should be told that they exceed the rate limit
      And user "Alice" should receive all 4 messages from "Bob" in order

      Examples:
        | dialect  |
        | events   |
        | envelope |

    @promise.messages
    Scenario: Binary data counts, too, although it is ignored
      Given user "Bob" speaks "plain"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends binary data 5 times
      And user "Bob" sends message "This is the sixth"
      And user "Bob" sends message "This is the seventh"
      Then user "Alice" should receive message from "Bob" saying "This is the sixth"
      And user "Bob" should be told that they exceed the rate limit

  @promise.messages @setting.strict
  Rule: The rate limit of one user does not affect anybody else
    Nobody should be silenced because somebody else sends too fast.

    Scenario: Another user can send as many messages as the limit allows
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends 9 messages in a row
      And user "Alice" sends 6 messages in a row
      Then users "Alice" and "Mallory" should receive message from "Alice" saying "message 6 of Alice"
      And user "Alice" should not receive any error

    @promise.shared-names
    Scenario: Another user with the same name can still send messages
      Given users "Alice" and "Mallory" connect to the chat
      And a second "Mallory" connects to the chat
      When user "Mallory" sends 9 messages in a row
      And user "the second Mallory" sends message "It was not me"
      Then user "Alice" should receive message from "Mallory" saying "It was not me"

  @setting.strict
  Rule: Joining, leaving and pinging do not count towards the rate limit
    Programs that behave well must not be treated like programs that do not.

    @promise.messages @promise.sender-order @dialect.events
    Scenario: A user sends twelve pings, then as many messages as the limit allows
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" pings the server 12 times
      And user "Bob" sends 6 messages in a row
      Then user "Alice" should receive all 6 messages from "Bob" in order
      And user "Bob" should not receive any error

    @promise.departures @promise.dialects
    Scenario Outline: A user over the rate limit can still leave, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 8 messages in a row
      And user "Bob" asks to leave
      Then user "Alice" should receive "left" notification for "Bob"

      Examples:
        | dialect  |
        | events   |
        | envelope |

  @promise.departures @setting.strict
  Rule: A user who keeps exceeding the rate limit is disconnected
    A program that never pauses is not a person in a hurry.

    @breaks.connection
    Scenario Outline: A user is rejected ten times in a row, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends 16 messages in a row
      Then user "Mallory" should be told 10 times that they exceed the rate limit
      And the connection of user "Mallory" should be closed with code 1008
      And user "Alice" should receive "left" notification for "Mallory"

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect  |
        | events   |
        | envelope |

    @breaks.connection
    Scenario: A user never stops sending
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" keeps sending too fast until the connection is closed
      Then the connection of user "Mallory" should be closed with code 1008
      And user "Alice" should receive "left" notification for "Mallory"

    @dialect.events @breaks.connection
    Scenario: A user never stops pinging
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" keeps pinging the server until the connection is closed
      Then the connection of user "Mallory" should be closed with code 1008
      And user "Alice" should receive "left" notification for "Mallory"

  @promise.dialects @promise.heartbeat @setting.strict
  Rule: A user who pauses is not disconnected
    People who notice that they were too fast stop for a moment. That is all that anybody asks of them.

    Scenario: Users are rejected nine times, pause, and are rejected nine times more
      Given user "Bob" speaks "plain"
      And user "Carol" speaks "events"
      And user "Dave" speaks "envelope"
      And users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When users "Bob", "Carol" and "Dave" send 15 messages each, all at once
      And user "Dave" pauses for longer than a second
      And users "Bob", "Carol" and "Dave" send 9 messages each, all at once
      Then user "Bob" should be told 18 times that they exceed the rate limit
      And user "Carol" should be told 18 times that they exceed the rate limit
      And user "Dave" should be told 18 times that they exceed the rate limit
