@promise.typing @dialect.events
Feature: Somebody is typing

  Rule: The others see that somebody types, until they have said it
    Whoever sees that an answer is on its way does not ask again.

    Scenario: Typing, and then the words
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Alice" sends message "There"
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should receive message from "Alice" saying "There"

    Scenario: Typing, and then a whisper
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      And user "Alice" whispers "Psst" to "Bob"
      Then user "Carol" should see that "Alice" is typing
      And user "Carol" should see that "Alice" is no longer typing
      And user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should receive whisper from "Alice" saying "Psst"

    Scenario: Typing, and then a change of mind
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Alice" stops typing
      Then user "Bob" should see that "Alice" is typing
      And user "Bob" should see that "Alice" is no longer typing

    Scenario: Every sign of typing is told
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      And user "Bob" should see that "Alice" is typing
      And user "Bob" should not see that "Alice" is no longer typing
      When user "Alice" stops typing
      Then user "Bob" should see that "Alice" is no longer typing

    Scenario: Typing, the words, and typing again
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Alice" sends message "First"
      And user "Alice" starts typing
      And user "Alice" sends message "Second"
      Then user "Bob" should receive message from "Alice" saying "Second"
      And user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should not see that "Alice" is no longer typing

    Scenario: What has not begun does not end
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" stops typing
      And user "Alice" sends message "Just so"
      Then user "Bob" should receive message from "Alice" saying "Just so"
      And user "Bob" should not see anybody typing

    Scenario: What has ended does not end again
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Alice" stops typing
      And user "Alice" stops typing
      And user "Alice" sends message "Never mind"
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should not see that "Alice" is no longer typing

    Scenario: Somebody who came by a word types, too
      Given user "Alice" speaks "events by word"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Bob" starts typing
      Then user "Alice" should see that "Bob" is typing

  Rule: Whoever goes types no longer
    Waiting for the words of somebody who has left is waiting for ever.

    Scenario Outline: Typing, and then <departure>
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When <departure>
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should receive "left" notification for "Alice"

      Examples:
        | departure                            |
        | user "Alice" leaves                  |
        | user "Alice" asks to leave           |
        | user "Alice" hangs up without a word |
        | the line of user "Alice" is lost     |

    Scenario: Gone while typing, and back
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When the line of user "Alice" is lost
      Then user "Bob" should receive "left" notification for "Alice"
      When user "Alice" comes back
      And user "Alice" sends message "A tunnel"
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should not see that "Alice" is no longer typing

  Rule: It is for those to see who are here, and can be told
    A sign that nobody asked for is noise.

    Scenario: The typist is not told
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Alice" stops typing
      Then user "Bob" should see that "Alice" is typing
      And user "Alice" should not see anybody typing

    Scenario: Everybody else is told
      Given users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When user "Carol" starts typing
      Then user "Alice" should see that "Carol" is typing
      And user "Bob" should see that "Carol" is typing
      And user "Dave" should see that "Carol" is typing

    Scenario: Other rooms are not
      Given users "Alice" and "Bob" connect to room "garden"
      And user "Carol" connects to room "kitchen"
      When user "Alice" starts typing
      And user "Alice" sends message "Roses"
      Then user "Bob" should see that "Alice" is typing
      And user "Carol" should not see anybody typing

    Scenario: A newcomer is not told who began before
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Carol" connects to the chat
      Then user "Carol" should not see anybody typing

    Scenario: A newcomer is told of the next sign
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Carol" connects to the chat
      And user "Alice" starts typing
      Then user "Carol" should see that "Alice" is typing

    Scenario Outline: Those who speak <dialect> are not told
      Given user "Carol" speaks "<dialect>"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Alice" stops typing
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Carol" should not receive anything but notices

      Examples:
        | dialect  |
        | plain    |
        | envelope |

  Rule: Two may type at once
    The end of the one is not the end of the other.

    Scenario: Two type, and one of them speaks
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      And user "Bob" starts typing
      And user "Alice" sends message "I was first"
      Then user "Carol" should see that "Alice" is no longer typing
      And user "Carol" should see that "Bob" is typing
      And user "Carol" should not see that "Bob" is no longer typing
      When user "Bob" sends message "So be it"
      Then user "Carol" should see that "Bob" is no longer typing

    Scenario: Two type, and one of them leaves
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      And user "Bob" starts typing
      And user "Alice" leaves
      Then user "Carol" should see that "Alice" is no longer typing
      And user "Carol" should receive "left" notification for "Alice"
      And user "Carol" should not see that "Bob" is no longer typing

    Scenario: Each of the two sees the other
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Bob" starts typing
      Then user "Alice" should see that "Bob" is typing
      And user "Bob" should see that "Alice" is typing
      And user "Alice" should not see anybody typing

    Scenario: One types while another speaks
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      Then user "Carol" should see that "Alice" is typing
      When user "Bob" sends 20 messages in a row
      Then user "Carol" should receive all 20 messages of "Bob" in order
      And user "Carol" should not see that "Alice" is no longer typing
