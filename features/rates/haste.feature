@promise.rates @setting.limited
Feature: Too fast

  Rule: Whoever goes too fast is refused kindly, and may speak again a little later
    A finger that slips on a key must not cost anybody their place, nor the others their patience.

    Scenario Outline: Fourteen messages in a row, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends 14 messages in a row
      Then user "Mallory" should be told that they go too fast
      And user "Alice" should receive message from "Mallory" saying "message 10 of Mallory"
      When user "Alice" sends message "Slowly"
      Then users "Alice" and "Mallory" should receive message from "Alice" saying "Slowly"
      When user "Mallory" says "Sorry" until they are heard
      Then user "Alice" should receive message from "Mallory" saying "Sorry"

      Examples:
        | dialect  |
        | plain    |
        | events   |
        | envelope |

  @breaks.line
  Rule: Whoever does not listen is shown out
    A program that never stops is not a person in a hurry.

    Scenario: Faster and faster
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" goes on too fast until the line ends
      Then the line of user "Mallory" should end with code 1008
      And user "Alice" should receive "left" notification for "Mallory"
