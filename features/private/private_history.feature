@promise.private @dialect.events
Feature: Private messages in the history

  @promise.history
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

  @promise.signin @setting.signed
  Rule: With sign-in, sender and recipient can find private messages in the history
    They are entitled to read them again, and nobody else is.

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

    Scenario: The recipient does not see a private message in another room
      Given users "Alice" and "Bob" connect to room "locker-1"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Bob" leaves
      And user "Bob" connects to room "locker-2"
      And user "Bob" asks for the history
      Then user "Bob" should see an empty history

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
