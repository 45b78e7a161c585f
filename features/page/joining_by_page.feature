@promise.page-in-browser
Feature: Joining and leaving on the page

  Rule: A name is all that it takes
    Whoever opens the page writes a name, and is in the chat.

    Scenario: Enter in the name field joins
      Given client "Bob" is in the chat
      And visitor "Alice" opens the page
      When visitor "Alice" joins as "Alice"
      Then visitor "Alice" should be in the chat as "Alice"
      And client "Bob" should be told that "Alice" has joined

    Scenario: The button joins, and the cursor is in the message box then
      Given visitor "Alice" opens the page
      When visitor "Alice" types "Alice"
      And visitor "Alice" clicks "Join the chat"
      Then visitor "Alice" should be in the chat as "Alice"
      And the cursor of visitor "Alice" should be at "Message"

    Scenario: Who gives no name is called Anonymous
      Given visitor "Alice" opens the page
      When visitor "Alice" clicks "Join the chat"
      Then visitor "Alice" should be in the chat as "Anonymous"

  Rule: Before the page is ready, nothing is sent off and nothing is lost
    A slow line brings the page first, and its scripts later.

    Scenario: A name that is written before the scripts have come
      Given visitor "Alice" opens the page, and its scripts come late
      And visitor "Alice" joins as "Alice"
      When the scripts of visitor "Alice" have come
      Then visitor "Alice" should be on the first screen
      And the name field of visitor "Alice" should have "Alice"
      When visitor "Alice" presses Enter
      Then visitor "Alice" should be in the chat as "Alice"

  Rule: A link saves the first steps
    A demo is two links: one for Alice, and one for Bob.

    Scenario: A link fills in the name
      When visitor "Alice" opens a link that fills in the name "Alice"
      Then the name field of visitor "Alice" should have "Alice"
      And visitor "Alice" should be on the first screen

    Scenario: A link joins
      When visitor "Alice" opens a link that joins as "Alice"
      Then visitor "Alice" should be in the chat as "Alice"

    @setting.signed
    Scenario: A link with a token signs in, and the token does not stay
      When visitor "Alice" opens a link with a token for "Alice"
      And visitor "Alice" clicks "Join the chat"
      Then visitor "Alice" should be in the chat as "Alice"
      And the address of visitor "Alice" should have no token

  Rule: Who is not let in reads why
    The server knows the reason, and the page does not guess another one.

    Scenario: A name that is too long is not even sent
      Given visitor "Alice" opens the page
      When visitor "Alice" joins as "Alice, who has a name of more than sixty-four characters, as nobody has"
      Then visitor "Alice" should be told "The name is too long: the limit is 64 characters."
      And the name field of visitor "Alice" should be marked as invalid

    Scenario: A reserved name is refused in the server's own words
      Given visitor "Alice" opens the page
      When visitor "Alice" joins as "server"
      Then visitor "Alice" should be told "The name server is reserved."
      And the name field of visitor "Alice" should be marked as invalid

    @setting.unique @promise.unique
    Scenario: A name that is taken is refused, and another one is not
      Given client "Alice" is in the chat
      And visitor "Alice" opens the page
      When visitor "Alice" joins as "Alice"
      Then visitor "Alice" should be told "The name Alice is already in use in this room: choose another one."
      And the name field of visitor "Alice" should be marked as invalid
      When visitor "Alice" joins as "Carol"
      Then visitor "Alice" should be in the chat as "Carol"

    @setting.small @promise.limits
    Scenario: A full server says that it is full
      Given client "Bob" is in the chat
      And client "Carol" is in the chat
      And client "Dave" is in the chat
      And visitor "Alice" opens the page
      When visitor "Alice" joins as "Alice"
      Then visitor "Alice" should be told "The server is full. Try again in a moment."

    Scenario: A server that is away cannot be reached
      Given visitor "Alice" opens the page
      And the line of visitor "Alice" is cut
      When visitor "Alice" joins as "Alice"
      Then visitor "Alice" should be told "The server cannot be reached. Try again later."

    Scenario: The mark goes as soon as another name is written
      Given visitor "Alice" opens the page
      When visitor "Alice" joins as "server"
      Then the name field of visitor "Alice" should be marked as invalid
      When visitor "Alice" types "s"
      Then the name field of visitor "Alice" should not be marked

    Scenario: Joining can be cancelled
      Given visitor "Alice" opens the page
      And the line of visitor "Alice" goes silent
      When visitor "Alice" joins as "Alice"
      Then visitor "Alice" should be joining
      When visitor "Alice" clicks "Cancel"
      Then visitor "Alice" should be on the first screen
      And visitor "Alice" should be offered "Join the chat"

  Rule: Leaving is one click, and loses nothing
    Whoever leaves is gone for the others at once.

    Scenario: Alice leaves
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat
      When visitor "Alice" clicks "Leave"
      Then visitor "Alice" should be told "You left the chat."
      And client "Bob" should be told that "Alice" has left

    Scenario: Leaving with words that wait is asked about
      Given visitor "Alice" is in the chat
      And visitor "Alice" will say no to every question
      And the line of visitor "Alice" is cut
      When visitor "Alice" sends "Wait for me"
      Then visitor "Alice" should see "Wait for me" waiting to be sent
      When visitor "Alice" clicks "Leave"
      Then visitor "Alice" should have been asked "Some of your messages have not been sent. Leave all the same?"
      And visitor "Alice" should see "Wait for me" waiting to be sent
