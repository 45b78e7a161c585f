@promise.page-in-browser @promise.history
Feature: The page without seeing it

  Rule: A screen reader finds everything by its role and name
    Whoever hears the page knows what there is, and what it does.

    Scenario: The first screen
      Given visitor "Alice" opens the page
      Then a screen reader should find the heading "Alice & Bob" for visitor "Alice"
      And a screen reader should find the textbox "Enter your name" for visitor "Alice"
      And a screen reader should find the button "Join the chat" for visitor "Alice"

    @promise.presence
    Scenario: The chat
      Given visitor "Alice" is in the chat
      And visitor "Alice" opens the user list
      Then a screen reader should find the log "Messages" for visitor "Alice"
      And a screen reader should find the textbox "Message" for visitor "Alice"
      And a screen reader should find the button "Send" for visitor "Alice"
      And a screen reader should find the button "Leave" for visitor "Alice"
      And a screen reader should find the list "People here" for visitor "Alice"

    Scenario: The button to send has a name on a phone, too
      Given visitor "Alice" is in the chat on a phone
      Then a screen reader should find the button "Send" for visitor "Alice"

  Rule: News is read out, and nothing else
    An ear cannot skip what it does not want.

    Scenario: New messages and the state are read politely
      Given visitor "Alice" is in the chat
      And client "Bob" is in the chat
      Then a screen reader should read the log politely to visitor "Alice"
      And a screen reader should read the status politely to visitor "Alice"

    Scenario: A refusal is read at once, and belongs to its field
      Given visitor "Alice" opens the page
      When visitor "Alice" joins as "server"
      Then visitor "Alice" should be told "The name server is reserved."
      And a screen reader should read the alert as soon as possible to visitor "Alice"
      And a screen reader should add "The name server is reserved." to the field "Enter your name" of "Alice"

    @promise.presence @promise.private
    Scenario: The addressee is said with the message box
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat
      And visitor "Alice" chooses "Bob" in the user list
      Then a screen reader should add "to Bob only" to the field "Message" of "Alice"

    Scenario: Earlier messages are not read out
      Given 60 messages have been sent before
      And visitor "Alice" is in the chat
      When what is read out to visitor "Alice" is noted
      And visitor "Alice" clicks "Load earlier messages" from where she is
      Then visitor "Alice" should see all 60 messages in order
      And no message should have been read out to visitor "Alice"

  Rule: axe-core finds nothing
    The rules of WCAG 2.2 that a machine can check, and the usual ones.

    Scenario Outline: The first screen on <screen>
      Given visitor "Alice" opens the page on <screen>
      Then axe-core should find nothing on the page of visitor "Alice"
      When visitor "Alice" joins as "server"
      Then visitor "Alice" should be told "The name server is reserved."
      And axe-core should find nothing on the page of visitor "Alice"

      Examples:
        | screen                       |
        | a laptop in the light scheme |
        | a laptop in the dark scheme  |
        | a phone                      |
        | a phone in the dark scheme   |

    Scenario Outline: Joining, and having left, on <screen>
      Given visitor "Alice" opens the page on <screen>
      And the line of visitor "Alice" goes silent
      When visitor "Alice" joins as "Alice"
      Then visitor "Alice" should be joining
      And axe-core should find nothing on the page of visitor "Alice"
      When the line of visitor "Alice" is mended
      Then visitor "Alice" should be in the chat
      When visitor "Alice" clicks "Leave"
      Then visitor "Alice" should be told "You left the chat."
      And axe-core should find nothing on the page of visitor "Alice"

      Examples:
        | screen                       |
        | a laptop in the light scheme |
        | a laptop in the dark scheme  |
        | a phone                      |
        | a phone in the dark scheme   |

    @promise.presence @promise.private
    Scenario Outline: A message that nobody could get, on <screen>
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat, with a clock of their own, on <screen>
      And visitor "Alice" chooses "Bob" in the user list
      When client "Bob" leaves
      Then visitor "Alice" should see that 1 are here
      When visitor "Alice" sends "a secret"
      Then visitor "Alice" should see "a secret" waiting to be sent
      When 31 seconds pass for visitor "Alice"
      Then visitor "Alice" should see that "a secret" was not sent
      And axe-core should find nothing on the page of visitor "Alice"

      Examples:
        | screen                       |
        | a laptop in the light scheme |
        | a laptop in the dark scheme  |
        | a phone                      |

    Scenario Outline: New messages below what one reads, on <screen>
      Given 40 messages have been sent before
      And visitor "Alice" is in the chat on <screen>
      And client "Bob" is in the chat
      And visitor "Alice" scrolls up
      When client "Bob" sends "Something new"
      Then visitor "Alice" should be offered "1 new message"
      And axe-core should find nothing on the page of visitor "Alice"

      Examples:
        | screen                       |
        | a laptop in the light scheme |
        | a laptop in the dark scheme  |

    Scenario Outline: The demo panel on <screen>
      Given visitor "Alice" is in the chat with the demo panel on <screen>
      When visitor "Alice" turns the connection off
      Then visitor "Alice" should see that the line is connecting again
      And axe-core should find nothing on the page of visitor "Alice"

      Examples:
        | screen                       |
        | a laptop in the light scheme |
        | a laptop in the dark scheme  |
        | a phone                      |

    @promise.presence @promise.private
    Scenario Outline: The chat on <screen>
      Given 2 messages have been sent before
      And client "Bob" is in the chat
      And visitor "Alice" is in the chat on <screen>
      When client "Bob" sends "Alice, see *this*: `code` www.example.com :smile:"
      And client "Bob" sends "a secret" to "Alice" only
      And client "Bob" types
      And visitor "Alice" sends "I am Alice, see www.example.com"
      Then visitor "Alice" should see message "I am Alice, see www.example.com" from "Alice"
      And axe-core should find nothing on the page of visitor "Alice"
      When visitor "Alice" chooses "Bob" in the user list
      And visitor "Alice" opens the user list
      Then axe-core should find nothing on the page of visitor "Alice"
      When the line of visitor "Alice" is cut
      And visitor "Alice" sends "Wait for me"
      Then visitor "Alice" should see "Wait for me" waiting to be sent
      And axe-core should find nothing on the page of visitor "Alice"

      Examples:
        | screen                       |
        | a laptop in the light scheme |
        | a laptop in the dark scheme  |
        | a phone                      |
        | a phone in the dark scheme   |
