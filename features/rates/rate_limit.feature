@promise.rates
Feature: Too fast

  @setting.limited
  Rule: Whoever goes too fast is refused kindly, and may speak again a little later
    A finger that slips on a key must not cost anybody their place, nor the others their patience.

    @promise.dialects
    Scenario Outline: Fourteen messages in a row, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends 14 messages in a row
      Then user "Mallory" should be told that they go too fast
      And user "Alice" should receive message from "Mallory" saying "message 10 of Mallory"
      When user "Alice" sends message "Slowly"
      Then users "Alice" and "Mallory" should receive message from "Alice" saying "Slowly"
      When user "Mallory" repeats message "Sorry" until it is accepted
      Then user "Alice" should receive message from "Mallory" saying "Sorry"

      Examples:
        | dialect  |
        | plain    |
        | events   |
        | envelope |

    @dialect.events
    Scenario: Whoever is told when to go on, and does as told, is heard
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends messages until they reach the rate limit
      And user "Mallory" waits for as long as the server asks, then sends message "Now then"
      Then user "Alice" should receive message from "Mallory" saying "Now then"

    Scenario: Whoever was heard in between has not gone on without a pause
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends 17 messages in a row
      And user "Mallory" repeats message "Sorry" until it is accepted
      And user "Mallory" sends 8 messages in a row
      Then user "Alice" should receive message from "Mallory" saying "Sorry"
      And user "Alice" should not receive "left" notification for "Mallory"

  @setting.strict
  Rule: As much as one may say, and no more
    A limit that nobody can count on is of no use to who writes a program.

    @promise.dialects
    Scenario Outline: Six where six are allowed, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 6 messages in a row
      Then user "Alice" should receive all 6 messages of "Bob" in order
      And user "Bob" should receive all 6 messages of "Bob" in order
      And user "Bob" should not be told anything

      Examples:
        | dialect  |
        | plain    |
        | events   |
        | envelope |

    @promise.dialects
    Scenario Outline: The seventh is refused to its sender alone, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 7 messages in a row
      Then user "Bob" should be told that they go too fast
      And user "Alice" should receive all 6 messages of "Bob" in order
      And user "Alice" should not receive message from "Bob" saying "message 7 of Bob"
      And user "Alice" should not be told anything

      Examples:
        | dialect  |
        | plain    |
        | events   |
        | envelope |

    @dialect.events
    Scenario: What is said to one alone counts like what is said to all
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 5 messages in a row
      And user "Bob" whispers "One" to "Alice"
      And user "Bob" whispers "Two" to "Alice"
      Then user "Alice" should receive whisper from "Bob" saying "One"
      And user "Bob" should be told that they go too fast

    Scenario: What is refused for itself counts, too
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" sends an empty message
      And user "Bob" sends 6 messages in a row
      Then user "Bob" should be told that the message is invalid
      And user "Bob" should be told that they go too fast
      And user "Alice" should receive all 5 messages of "Bob" in order

    @promise.dialects
    Scenario Outline: Nonsense counts, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends the invalid frame: half an object
      And user "Bob" sends the invalid frame: a list
      And user "Bob" sends 5 messages in a row
      Then user "Bob" should receive the error for the invalid frame: half an object
      And user "Bob" should receive the error for the invalid frame: a list
      And user "Bob" should be told that they go too fast
      And user "Alice" should receive all 4 messages of "Bob" in order

      Examples:
        | dialect  |
        | events   |
        | envelope |

  @setting.strict
  Rule: Whoever goes too fast costs nobody else anything
    It is their haste.

    Scenario: The neighbour says all that they may
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends 9 messages in a row
      And user "Alice" sends 6 messages in a row
      Then users "Alice" and "Mallory" should receive message from "Alice" saying "message 6 of Alice"
      And user "Alice" should not be told anything

    Scenario: So does a namesake
      Given users "Alice" and "Mallory" connect to the chat
      And a second "Mallory" connects to the chat
      When user "Mallory" sends 9 messages in a row
      And user "the second Mallory" sends message "It was not me"
      Then user "Alice" should receive message from "Mallory" saying "It was not me"

  @setting.strict
  Rule: Coming, going and asking for a sign of life are free
    Whoever behaves well must not be taken for somebody who does not.

    @dialect.events
    Scenario: Twelve signs, and then all that one may say
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" pings the server 12 times
      And user "Bob" sends 6 messages in a row
      Then user "Alice" should receive all 6 messages of "Bob" in order
      And user "Bob" should not be told anything

    @promise.dialects
    Scenario Outline: Whoever has said too much can still take their leave, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 8 messages in a row
      And user "Bob" asks to leave
      Then user "Alice" should receive "left" notification for "Bob"

      Examples:
        | dialect  |
        | events   |
        | envelope |

  @setting.strict
  Rule: Whoever does not listen is shown out
    A program that never stops is not a person in a hurry.

    @promise.dialects @breaks.line
    Scenario Outline: Refused ten times in a row, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends 16 messages in a row
      Then user "Mallory" should be told 10 times that they go too fast
      And the connection of user "Mallory" should be closed with code 1008
      And user "Alice" should receive "left" notification for "Mallory"

      Examples:
        | dialect  |
        | plain    |
        | events   |
        | envelope |

    @breaks.line
    Scenario: Faster and faster
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" keeps sending too fast until the connection is closed
      Then the connection of user "Mallory" should be closed with code 1008
      And user "Alice" should receive "left" notification for "Mallory"

    @promise.dialects
    Scenario: Refused nine times, a pause, and nine times more
      Given user "Bob" speaks "plain"
      And user "Carol" speaks "events"
      And user "Dave" speaks "envelope"
      And users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When users "Bob", "Carol" and "Dave" send 15 messages each, all at once
      And user "Dave" answers 6 more pings from the server
      And users "Bob", "Carol" and "Dave" send 9 messages each, all at once
      Then user "Bob" should be told 18 times that they go too fast
      And user "Carol" should be told 18 times that they go too fast
      And user "Dave" should be told 18 times that they go too fast
