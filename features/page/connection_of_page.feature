@promise.page-in-browser @promise.history
Feature: A page whose line is cut

  Rule: The page says how the connection is
    Nobody should talk to a dead line without knowing it.

    Scenario: A line that is cut is said, and tried again at once on demand
      Given visitor "Alice" is in the chat, and the clock stands still for them
      When the line of visitor "Alice" is cut
      Then visitor "Alice" should see that the line is connecting again
      And the status of visitor "Alice" should be "Reconnecting…"
      When the line of visitor "Alice" is mended
      And visitor "Alice" clicks "Try now"
      Then the status of visitor "Alice" should be "Connected"

    Scenario: A line that goes silent is doubted, and believed again when it answers
      Given visitor "Alice" is in the chat, with a clock of their own
      And the line of visitor "Alice" goes silent
      When 11 seconds pass for visitor "Alice"
      Then the status of visitor "Alice" should be "No answer…"
      And visitor "Alice" should be offered "Try now"
      When the line of visitor "Alice" is mended
      Then the status of visitor "Alice" should be "Connected"

    Scenario: A line that stays silent is given up
      Given visitor "Alice" is in the chat, with a clock of their own
      And the line of visitor "Alice" goes silent
      When 18 seconds pass for visitor "Alice"
      Then visitor "Alice" should see that the line is connecting again

    Scenario: A browser without a network is not believed
      Given visitor "Alice" is in the chat
      And the line of visitor "Alice" goes silent
      When the browser of visitor "Alice" loses its network
      Then visitor "Alice" should see that the line has no answer

  Rule: Nothing is lost, and nothing is said twice
    What was written goes out when the line is back, and what was missed comes in.

    Background:
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat

    Scenario: Words wait, and are sent once, in their order
      Given the line of visitor "Alice" is cut
      When visitor "Alice" sends "one"
      And visitor "Alice" sends "two"
      Then visitor "Alice" should see "one" waiting to be sent
      And visitor "Alice" should see "two" waiting to be sent
      When the line of visitor "Alice" is mended
      And visitor "Alice" connects again
      Then client "Bob" should have received "one" and "two" from "Alice"
      And visitor "Alice" should see the messages "one" and "two" and no others
      And nothing should wait to be sent for visitor "Alice"

    Scenario: Words for a silent line go out by the next one
      Given the line of visitor "Alice" goes silent
      When visitor "Alice" sends "Does it work?"
      And the line of visitor "Alice" is cut
      And the line of visitor "Alice" is mended
      And visitor "Alice" connects again
      Then client "Bob" should have received "Does it work?" from "Alice"

    Scenario: What was said meanwhile is there
      When client "Bob" sends "before"
      Then visitor "Alice" should see message "before" from "Bob"
      When the line of visitor "Alice" is cut
      And client "Bob" sends "meanwhile"
      And the line of visitor "Alice" is mended
      And visitor "Alice" connects again
      Then visitor "Alice" should see the messages "before" and "meanwhile" and no others

    Scenario: Whoever joined a silent room misses nothing either
      Given the line of visitor "Alice" is cut
      When client "Bob" sends 150 messages
      And the line of visitor "Alice" is mended
      And visitor "Alice" connects again
      Then visitor "Alice" should see all 150 messages in order

    Scenario: A message whose answer was lost is not said twice
      Given visitor "Alice" gets no more answers
      When visitor "Alice" sends "only once"
      Then client "Bob" should have received "only once" from "Alice"
      When the line of visitor "Alice" is cut
      And the line of visitor "Alice" is mended
      And visitor "Alice" connects again
      Then visitor "Alice" should see message "only once" from "Alice"
      When visitor "Alice" sends "and on"
      Then client "Bob" should have received "only once" and "and on" from "Alice"
      And visitor "Alice" should see the messages "only once" and "and on" and no others
      And visitor "Alice" should see "only once" as their own message

    Scenario: What is being written stays
      Given visitor "Alice" has written "half a sent"
      When the line of visitor "Alice" is cut
      Then visitor "Alice" should see that the line is connecting again
      And the message box of visitor "Alice" should have "half a sent"

    Scenario: Words that wait survive a refresh
      Given visitor "Alice" will say yes to every question
      And the line of visitor "Alice" is cut
      When visitor "Alice" sends "Wait for me"
      Then visitor "Alice" should see "Wait for me" waiting to be sent
      When the line of visitor "Alice" is mended
      And visitor "Alice" refreshes the page
      Then client "Bob" should have received "Wait for me" from "Alice"
      And visitor "Alice" should have been asked "beforeunload"

  Rule: Nobody is shut out by their own dead line
    The server cannot know that the other one is dead.

    @setting.unique @promise.unique
    Scenario: Alice takes her own name over
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat, with a clock of their own
      And the line of visitor "Alice" goes silent
      When 11 seconds pass for visitor "Alice"
      Then the status of visitor "Alice" should be "No answer…"
      When visitor "Alice" has another line
      And visitor "Alice" connects again
      Then the status of visitor "Alice" should be "Connected"
      When visitor "Alice" sends "I am back"
      Then client "Bob" should have received "I am back" from "Alice"

  Rule: A demonstration can pull the plug
    Everybody can watch that nothing gets lost.

    Scenario: The demo panel shows what passes on the line
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat with the demo panel
      When client "Bob" sends "Hello from Bob"
      Then the demo panel should show visitor "Alice" what came in with "Hello from Bob"
      When visitor "Alice" sends "Hello from Alice"
      Then the demo panel should show visitor "Alice" what went out with "Hello from Alice"

    Scenario: The demo panel cuts the line
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat with the demo panel
      When visitor "Alice" turns the connection off
      Then visitor "Alice" should see that the line is connecting again
      When visitor "Alice" sends "one"
      And visitor "Alice" turns the connection on
      Then client "Bob" should have received "one" from "Alice"
