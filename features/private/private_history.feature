@promise.private @dialect.events
Feature: Private words of the past

  @promise.history
  Rule: Where names are not proven, nobody is shown a private word again
    Anybody may come under any name.

    Scenario: A newcomer
      Given users "Alice" and "Bob" connect to room "confessional"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Carol" connects to room "confessional"
      Then user "Carol" should see an empty history
      When user "Carol" asks for the history
      Then user "Carol" should see an empty history
      And user "Carol" should know that no messages are missing

    Scenario: The two themselves
      Given users "Alice" and "Bob" connect to room "balcony"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Alice" asks for the history
      Then user "Alice" should see an empty history
      When user "Bob" asks for the history
      Then user "Bob" should see an empty history

    Scenario: Whoever comes under the name of one who has left
      Given users "Alice" and "Bob" connect to room "wardrobe"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Bob" leaves
      And user "Bob" connects to room "wardrobe"
      Then user "Bob" should see an empty history

    Scenario: Whoever comes back where they left
      Given users "Alice", "Bob" and "Carol" connect to room "staircase"
      And user "Alice" sends message "Before the tunnel"
      And user "Bob" receives message from "Alice" saying "Before the tunnel"
      When the connection of user "Bob" is lost
      And user "Alice" sends private message "Where is he?" to "Carol"
      Then user "Carol" should receive private message from "Alice" saying "Where is he?"
      When user "Bob" reconnects where they left off
      Then user "Bob" should see an empty history

    Scenario: Private words take no place among the fifty
      Given users "Alice" and "Bob" connect to room "backstage"
      When user "Alice" sends 50 messages in a row
      And user "Alice" sends private message "One" to "Bob"
      And user "Alice" sends private message "Two" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "Two"
      When user "Carol" connects to room "backstage"
      Then user "Carol" should see the last 50 messages from "Alice" in the history

  @promise.signin @setting.signed
  Rule: Where names are proven, its two may read it again
    It is theirs, and nobody else's.

    Scenario: Both ask; somebody else asks, too
      Given users "Alice", "Bob" and "Carol" connect to room "safe"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Alice" asks for the history
      Then user "Alice" should see "psst" from "Alice" in the history
      When user "Bob" asks for the history
      Then user "Bob" should see "psst" from "Alice" in the history
      When user "Carol" asks for the history
      Then user "Carol" should see an empty history

    Scenario: Both come again; so does somebody else
      Given users "Alice" and "Bob" connect to room "strongroom"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Bob" leaves
      And user "Bob" connects to room "strongroom"
      And user "Bob" asks for the history
      Then user "Bob" should see "psst" from "Alice" in the history
      When user "Carol" connects to room "strongroom"
      Then user "Carol" should see an empty history

    Scenario: Whoever bears a similar name is shown nothing
      Given users "Alice" and "Bob" connect to room "jewel-case"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When users "bob", "Bobby" and "Bo" connect to room "jewel-case"
      Then user "bob" should see an empty history
      And user "Bobby" should see an empty history
      And user "Bo" should see an empty history

    Scenario: Whoever only says that they are called so is shown nothing
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends private message "Say it to nobody" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "Say it to nobody"
      When user "Mallory" connects with their own token, claiming to be "Bob"
      Then user "Mallory" should not see "Say it to nobody" from "Alice" in the history
      When user "Alice" sends private message "Not even now" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "Not even now"
      And user "Mallory" should not receive any private message

    Scenario: In another room it is not shown
      Given users "Alice" and "Bob" connect to room "locker-1"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Bob" leaves
      And user "Bob" connects to room "locker-2"
      And user "Bob" asks for the history
      Then user "Bob" should see an empty history

    Scenario: One line missed what the other heard
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
