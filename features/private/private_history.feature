@promise.history @promise.private @dialect.events @socket.asking
Feature: Private messages in the history

  @promise.rooms
  Rule: Without sign-in, nobody can find private messages in the history
    Anybody could join under the recipient's name and read them.

    Scenario: A newcomer does not see a private message
      Given users "Alice" and "Bob" connect to room "confessional"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Carol" connects to room "confessional"
      Then user "Carol" should see an empty history
      When user "Carol" asks for the history
      Then user "Carol" should see an empty history
      And user "Carol" should know that no messages are missing

    Scenario: Sender and recipient do not see their private message again
      Given users "Alice" and "Bob" connect to room "balcony"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Alice" asks for the history
      Then user "Alice" should see an empty history
      When user "Bob" asks for the history
      Then user "Bob" should see an empty history

    Scenario: A user who joins under the recipient's name does not see a private message
      Given users "Alice" and "Bob" connect to room "wardrobe"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Bob" leaves
      And user "Bob" connects to room "wardrobe"
      Then user "Bob" should see an empty history

    @promise.messages
    Scenario: A user who reconnects does not see private messages of others
      Given users "Alice", "Bob" and "Carol" connect to room "staircase"
      And user "Alice" sends message "Before the tunnel"
      And user "Bob" receives message from "Alice" saying "Before the tunnel"
      When the connection of user "Bob" is lost
      And user "Alice" sends private message "Where is he?" to "Carol"
      Then user "Carol" should receive private message from "Alice" saying "Where is he?"
      When user "Bob" reconnects where they left off
      Then user "Bob" should see an empty history

    Scenario: Private messages do not count among the last fifty messages
      Given users "Alice" and "Bob" connect to room "backstage"
      When user "Alice" sends 50 messages in a row
      And user "Alice" sends private message "One" to "Bob"
      And user "Alice" sends private message "Two" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "Two"
      When user "Carol" connects to room "backstage"
      Then user "Carol" should see the last 50 messages from "Alice" in the history

    @promise.messages
    Scenario Outline: Nobody finds private messages by reading back, <page> at a time
      Given users "Alice", "Bob" and "Carol" connect to room "park-<page>"
      When user "Alice" sends message "One"
      And user "Alice" sends private message "Two" to "Bob"
      And user "Alice" sends private message "Three" to "Alice"
      And user "Alice" sends message "Four"
      Then user "Bob" should receive message from "Alice" saying "Four"
      When user "Bob" sends private message "Five" to "Alice"
      And user "Bob" sends message "Six"
      Then user "Carol" should receive message from "Bob" saying "Six"
      When user "Carol" sends private message "Seven" to "Bob"
      Then user "Bob" should receive private message from "Carol" saying "Seven"
      And users "Alice", "Bob" and "Carol" should find exactly the public messages that they heard, reading back <page> at a time

      Examples:
        | page |
        | 1    |
        | 2    |
        | 3    |
        | 1000 |

    @promise.messages
    Scenario: Nobody who comes back finds private messages
      Given users "Alice", "Bob" and "Carol" connect to room "platform"
      When user "Alice" sends message "Before the tunnel"
      And user "Alice" sends private message "For Bob" to "Bob"
      And user "Alice" sends private message "For myself" to "Alice"
      And user "Alice" sends message "For all"
      Then users "Alice", "Bob" and "Carol" should receive message from "Alice" saying "For all"
      When user "Alice" leaves
      And user "Bob" leaves
      And user "Carol" leaves
      And users "Alice", "Bob" and "Carol" reconnect, knowing everything up to "Before the tunnel"
      Then user "Alice" should see exactly "For all" in the history
      And user "Bob" should see exactly "For all" in the history
      And user "Carol" should see exactly "For all" in the history

    @promise.messages @promise.shared-names
    Scenario: A user who joins later under the recipient's name finds nothing by reading back
      Given users "Alice" and "Bob" connect to room "cloakroom"
      When user "Alice" sends message "Good evening"
      And user "Alice" sends private message "psst" to "Bob"
      And user "Alice" sends message "Good night"
      Then user "Bob" should receive message from "Alice" saying "Good night"
      When user "Bob" leaves
      And a second "Bob" connects to room "cloakroom"
      Then user "the second Bob" should see exactly "Good evening" and "Good night" in the history
      When user "the second Bob" asks for the last 1000 messages
      Then user "the second Bob" should see exactly "Good evening" and "Good night" in the history
      When user "the second Bob" asks for 5 messages before "Good night"
      Then user "the second Bob" should see exactly "Good evening" in the history
      When user "the second Bob" asks for the messages before "Good night"
      Then user "the second Bob" should see exactly "Good evening" in the history

  @promise.signin @setting.signed
  Rule: With sign-in, sender and recipient can find private messages in the history
    They are entitled to read them again, and nobody else is.

    @promise.rooms
    Scenario: Sender, recipient and a third user ask for the history
      Given users "Alice", "Bob" and "Carol" connect to room "safe"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Alice" asks for the history
      Then user "Alice" should see "psst" from "Alice" in the history
      When user "Bob" asks for the history
      Then user "Bob" should see "psst" from "Alice" in the history
      When user "Carol" asks for the history
      Then user "Carol" should see an empty history

    @promise.rooms
    Scenario: The recipient comes back, and a third user joins
      Given users "Alice" and "Bob" connect to room "strongroom"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Bob" leaves
      And user "Bob" connects to room "strongroom"
      And user "Bob" asks for the history
      Then user "Bob" should see "psst" from "Alice" in the history
      When user "Carol" connects to room "strongroom"
      Then user "Carol" should see an empty history

    @promise.rooms
    Scenario: Users with similar names do not see a private message
      Given users "Alice" and "Bob" connect to room "jewel-case"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When users "bob", "Bobby" and "Bo" connect to room "jewel-case"
      Then user "bob" should see an empty history
      And user "Bobby" should see an empty history
      And user "Bo" should see an empty history

    Scenario: A user who only claims the recipient's name does not see a private message
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends private message "Say it to nobody" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "Say it to nobody"
      When user "Mallory" connects with their own token, claiming to be "Bob"
      Then user "Mallory" should not see "Say it to nobody" from "Alice" in the history
      When user "Alice" sends private message "Not even now" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "Not even now"
      And user "Mallory" should not receive any private message

    @promise.rooms
    Scenario: The recipient does not see a private message in another room
      Given users "Alice" and "Bob" connect to room "locker-1"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Bob" leaves
      And user "Bob" connects to room "locker-2"
      And user "Bob" asks for the history
      Then user "Bob" should see an empty history

    @promise.messages @promise.departures @promise.shared-names @promise.rooms
    Scenario: The recipient finds a private message that only their other connection received
      Given users "Alice" and "Bob" connect to room "switchboard"
      And a second "Bob" connects to room "switchboard"
      And user "Alice" sends message "Before the tunnel"
      And user "Bob" receives message from "Alice" saying "Before the tunnel"
      When the connection of user "Bob" is lost
      And user "Alice" receives "left" notification for "Bob"
      And user "Alice" sends private message "psst" to "Bob"
      Then user "the second Bob" should receive private message from "Alice" saying "psst"
      When user "Bob" reconnects where they left off
      Then user "Bob" should see "psst" from "Alice" in the history
      And user "Bob" should not see "Before the tunnel" from "Alice" in the history

    @promise.messages @promise.rooms
    Scenario Outline: Users read back a conversation with private messages, <page> at a time
      Given users "Alice", "Bob" and "Carol" connect to room "diary-<page>"
      When user "Alice" sends message "One"
      And user "Alice" sends private message "Two" to "Bob"
      And user "Alice" sends private message "Three" to "Alice"
      And user "Alice" sends message "Four"
      Then user "Bob" should receive message from "Alice" saying "Four"
      When user "Bob" sends private message "Five" to "Alice"
      And user "Bob" sends message "Six"
      Then user "Carol" should receive message from "Bob" saying "Six"
      When user "Carol" sends private message "Seven" to "Bob"
      Then user "Bob" should receive private message from "Carol" saying "Seven"
      And users "Alice", "Bob" and "Carol" should find exactly what they heard, reading back <page> at a time

      Examples:
        | page |
        | 1    |
        | 2    |
        | 3    |
        | 4    |
        | 5    |
        | 6    |
        | 50   |
        | 1000 |

    @promise.messages @promise.rooms
    Scenario: Users read back a long conversation with private messages, without a limit
      Given users "Alice", "Bob" and "Carol" connect to room "diary"
      When user "Alice" sends 30 messages in a row
      And user "Alice" sends private message "Between us" to "Bob"
      And user "Alice" sends message "Your turn"
      Then user "Bob" should receive message from "Alice" saying "Your turn"
      When user "Bob" sends 30 messages in a row
      And user "Bob" sends private message "Still between us" to "Alice"
      Then user "Alice" should receive private message from "Bob" saying "Still between us"
      And users "Alice", "Bob" and "Carol" should find exactly what they heard, reading back without a limit

    @promise.messages @promise.rooms
    Scenario: Users who come back find their own private messages in their places, and no others
      Given users "Alice", "Bob" and "Carol" connect to room "waiting-room"
      When user "Alice" sends message "Before the tunnel"
      And user "Alice" sends private message "For Bob" to "Bob"
      And user "Alice" sends message "For all"
      And user "Alice" sends private message "For myself" to "Alice"
      And user "Alice" sends message "The end"
      Then users "Alice", "Bob" and "Carol" should receive message from "Alice" saying "The end"
      When user "Alice" leaves
      And user "Bob" leaves
      And user "Carol" leaves
      And users "Alice", "Bob" and "Carol" reconnect, knowing everything up to "Before the tunnel"
      Then user "Alice" should see exactly "For Bob", "For all", "For myself" and "The end" in the history
      And user "Bob" should see exactly "For Bob", "For all" and "The end" in the history
      And user "Carol" should see exactly "For all" and "The end" in the history

    @promise.messages @promise.shared-names @promise.rooms
    Scenario: Users who join later find their own private messages in their places, and no others
      Given users "Alice" and "Bob" connect to room "reception"
      When user "Alice" sends message "Good evening"
      And user "Alice" sends private message "For Bob" to "Bob"
      And user "Alice" sends private message "For myself" to "Alice"
      And user "Alice" sends message "The end"
      Then user "Bob" should receive message from "Alice" saying "The end"
      When a second "Alice" connects to room "reception"
      And a second "Bob" connects to room "reception"
      And users "Carol", "bob" and "Bobby" connect to room "reception"
      Then user "the second Alice" should see exactly "Good evening", "For Bob", "For myself" and "The end" in the history
      And user "the second Bob" should see exactly "Good evening", "For Bob" and "The end" in the history
      And user "Carol" should see exactly "Good evening" and "The end" in the history
      And user "bob" should see exactly "Good evening" and "The end" in the history
      And user "Bobby" should see exactly "Good evening" and "The end" in the history

    @promise.messages @promise.rooms
    Scenario: Users with similar names find nothing by reading back
      Given users "Alice" and "Bob" connect to room "letter-box"
      When user "Alice" sends message "Good evening"
      And user "Alice" sends private message "psst" to "Bob"
      And user "Alice" sends message "Good night"
      Then user "Bob" should receive message from "Alice" saying "Good night"
      When users "bob" and "Bobby" connect to room "letter-box"
      And user "bob" asks for 5 messages before "Good night"
      And user "Bobby" asks for the messages before "Good night"
      Then user "bob" should see exactly "Good evening" in the history
      And user "Bobby" should see exactly "Good evening" in the history
      When user "bob" asks for the last 1000 messages
      Then user "bob" should see exactly "Good evening" and "Good night" in the history

    @promise.messages @promise.shared-names @promise.rooms
    Scenario: Users with several connections find each private message once
      Given users "Alice" and "Bob" connect to room "exchange"
      And a second "Bob" connects to room "exchange"
      When user "Alice" sends private message "psst" to "Bob"
      And user "Alice" sends message "Did you get it?"
      Then users "Bob" and "the second Bob" should receive message from "Alice" saying "Did you get it?"
      When user "Bob" sends private message "A note to myself" to "Bob"
      Then user "the second Bob" should receive private message from "Bob" saying "A note to myself"
      And users "Alice", "Bob" and "the second Bob" should find exactly what they heard, reading back 1 at a time
      And users "Alice", "Bob" and "the second Bob" should find exactly what they heard, reading back 50 at a time

    @promise.messages @promise.shared-names @promise.rooms
    Scenario: Users of the same names in another room find nothing by reading back
      Given users "Alice" and "Bob" connect to room "locker-3"
      And a second "Alice" connects to room "locker-4"
      And a second "Bob" connects to room "locker-4"
      When user "the second Alice" sends message "Empty here"
      Then user "the second Bob" should receive message from "Alice" saying "Empty here"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "the second Bob" sends message "And cold"
      Then user "the second Alice" should receive message from "Bob" saying "And cold"
      And users "the second Alice" and "the second Bob" should find exactly what they heard, reading back 1 at a time
      When user "the second Bob" leaves
      And users "the second Bob" reconnect, knowing everything up to "Empty here"
      Then user "the second Bob" should see exactly "And cold" in the history

    @promise.messages @promise.departures @promise.shared-names @promise.rooms
    Scenario: A rejected private message is in nobody's history
      Given users "Alice", "Bob" and "Carol" connect to room "dead-letters"
      And user "Dave" connects to room "post-office"
      When user "Bob" leaves
      And user "Alice" receives "left" notification for "Bob"
      And user "Alice" sends private message "psst" to "Bob"
      And user "Alice" sends private message "pssst" to "Dave"
      And user "Alice" sends private message "   " to "Carol"
      Then user "Alice" should be told that no user has that name
      And user "Alice" should be told that no user has that name
      And user "Alice" should be told that the message is invalid
      When user "Alice" sends message "Anybody?"
      Then user "Carol" should receive message from "Alice" saying "Anybody?"
      When a second "Bob" connects to room "dead-letters"
      Then user "the second Bob" should see exactly "Anybody?" in the history
      When user "Dave" asks for the last 1000 messages
      Then user "Dave" should see an empty history
      And users "Alice" and "Carol" should find exactly what they heard, reading back 1 at a time

    @promise.shared-names @promise.rooms
    Scenario: The sender and the time that a private message claims are not in the history, either
      Given users "Alice", "Bob" and "Mallory" connect to room "forgery"
      When user "Mallory" sends private message "I owe you ten pounds" to "Bob" claiming to be "Alice" in 1999
      Then user "Bob" should receive private message from "Mallory" saying "I owe you ten pounds"
      When a second "Bob" connects to room "forgery"
      Then user "the second Bob" should see "I owe you ten pounds" in the history, with the current time
      And user "the second Bob" should see "I owe you ten pounds" from "Mallory" in the history
      When a second "Alice" connects to room "forgery"
      Then user "the second Alice" should see an empty history
