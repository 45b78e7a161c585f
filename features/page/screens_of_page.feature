@promise.page-in-browser @promise.history
Feature: The page on every screen

  Rule: Everything to talk is in sight
    On a phone, with its keyboard open, and with large letters.

    Scenario Outline: Alice talks on <screen>
      Given 20 messages have been sent before
      When visitor "Alice" is in the chat on <screen>
      Then visitor "Alice" should have everything in sight to talk

      Examples:
        | screen                         |
        | a laptop                       |
        | a phone                        |
        | a small phone                  |
        | a phone whose keyboard is open |
        | a screen at 200 % zoom         |

    Scenario: Nothing is cut at 400 % zoom
      When visitor "Alice" is in the chat on a screen at 400 % zoom
      Then visitor "Alice" should have nothing to scroll sideways

    Scenario: A long word does not make the page wider
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat on a phone
      When client "Bob" sends "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
      Then visitor "Alice" should have everything in sight to talk

  Rule: A finger finds what it means
    Nobody hits what is smaller than a fingertip.

    Scenario: Alice talks with her fingers
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat on a phone
      When visitor "Alice" has written "Hello"
      And visitor "Alice" touches "Send"
      Then client "Bob" should have received "Hello" from "Alice"
      And everything to touch should be large enough for visitor "Alice"

    Scenario: The first screen can be touched
      Given visitor "Alice" opens the page on a phone
      Then everything to touch should be large enough for visitor "Alice"

  Rule: A keyboard is enough
    Some people have no pointer, and many do not want one.

    @promise.presence @promise.private
    Scenario: Alice joins, talks and writes in private without a pointer
      Given client "Bob" is in the chat
      And visitor "Alice" opens the page
      When visitor "Alice" types "Alice"
      And visitor "Alice" presses Enter
      Then visitor "Alice" should be in the chat as "Alice"
      When visitor "Alice" types "Hello"
      And visitor "Alice" presses Enter
      Then client "Bob" should have received "Hello" from "Alice"
      When visitor "Alice" goes with Shift and Tab to "2 here"
      And visitor "Alice" presses Enter
      And visitor "Alice" goes with Tab to "Bob"
      And visitor "Alice" presses Enter
      Then visitor "Alice" should be writing to "Bob" only
      And the cursor of visitor "Alice" should be at "Message"

    Scenario: The list of messages can be reached, and scrolled
      Given 40 messages have been sent before
      And visitor "Alice" is in the chat
      When visitor "Alice" goes with Shift and Tab to "Messages"
      And visitor "Alice" reads "message 30"
      And visitor "Alice" presses PageUp
      Then "message 30" should no longer be where it was for visitor "Alice"

  Rule: The page follows what a person has set
    Dark rooms, and eyes that do not bear motion.

    Scenario: It is dark where people want it dark
      When visitor "Alice" opens the page on a laptop in the dark scheme
      Then the page of visitor "Alice" should be dark

    Scenario: It is light elsewhere
      When visitor "Alice" opens the page on a laptop in the light scheme
      Then the page of visitor "Alice" should be light

    Scenario: Nothing moves where people want no motion
      Given client "Bob" is in the chat
      And visitor "Alice" opens the page on a screen without motion
      Then nothing should move for visitor "Alice"
      When visitor "Alice" joins as "Alice"
      And client "Bob" sends "Hello"
      Then visitor "Alice" should see message "Hello" from "Bob"
      And nothing should move for visitor "Alice"

  Rule: Every script runs in its own direction
    Hebrew and Arabic run from the right, whatever stands beside them.

    Scenario: Hebrew and English in one conversation
      Given client "דוד" is in the chat
      And visitor "Alice" is in the chat
      When client "דוד" sends "שלום Alice"
      And visitor "Alice" sends "Hello דוד"
      Then visitor "Alice" should see message "שלום Alice" from "דוד"
      And visitor "Alice" should see message "Hello דוד" from "Alice"
      And "שלום Alice" should run from right to left for visitor "Alice"
      And "Hello דוד" should run from left to right for visitor "Alice"
