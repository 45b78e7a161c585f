@promise.unique @setting.unique
Feature: Unique names

  Rule: Nobody can join under a name that is in use
    If people know each other only by name, each name must belong to one person.

    Scenario: A second Alice is rejected
      Given users "Alice" and "Bob" connect to the chat
      When user "the second Alice" tries to connect as "Alice"
      Then user "the second Alice" should be rejected
      And user "Bob" should not receive anything but notifications
      And user "Alice" should not receive "joined" notification for "Alice"

    @promise.messages
    Scenario: The first Alice can go on chatting
      Given users "Alice" and "Bob" connect to the chat
      When user "the second Alice" tries to connect as "Alice"
      And user "Alice" sends message "There is one of me"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "There is one of me"

    Scenario Outline: Alice speaks <one>; a second Alice, who speaks <other>, is rejected
      Given user "Alice" speaks "<one>"
      And user "the second Alice" speaks "<other>"
      And user "Alice" connects to the chat
      When user "the second Alice" tries to connect as "Alice"
      Then user "the second Alice" should be rejected
      And user "Alice" should not receive anything

      Examples:
        | one   | other |
        | plain | plain |

      @promise.dialects
      Examples: Other dialects
        | one      | other                      |
        | plain    | events                     |
        | plain    | events with a join message |
        | plain    | envelope                   |
        | events   | plain                      |
        | events   | events                     |
        | events   | envelope                   |
        | envelope | plain                      |
        | envelope | events                     |
        | envelope | events with a join message |
        | envelope | envelope                   |

    @promise.arrivals @socket.dialect
    Scenario Outline: Of three users who try the same name at the same moment, one joins, in <dialect>
      Given users "Alice", "the second Alice" and "the third Alice" speak "<dialect>"
      And user "Bob" connects to the chat
      When users "Alice", "the second Alice" and "the third Alice" try to connect as "Alice" at the same moment
      Then exactly one of "Alice", "the second Alice" and "the third Alice" should have joined
      And user "Bob" should receive "joined" notification for "Alice"
      And user "Bob" should not receive "joined" notification for "Alice"

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

  Rule: Nobody can join under a name that looks like a name in use
    A similar name is the first step to being mistaken for somebody else.

    Scenario Outline: "<alike>" is rejected while "<name>" is in use
      Given users "<name>" and "Bob" connect to the chat
      When user "Mallory" tries to connect as "<alike>"
      Then user "Mallory" should be rejected
      And user "Bob" should not receive "joined" notification for "<alike>"

      Examples: Case
        | name    | alike  |
        | Alice   | ALICE  |
        | Alice   | alice  |
        | Νίκος   | ΝΊΚΟΣ  |
        | Зоя     | зоя    |
        | Strasse | Straße |
        | Suse    | Suſe   |

      Examples: Beyond ASCII: case, composition, ligatures
        | name     | alike    |
        | Émile    | émile    |
        | Émile    | Émile   |
        | émile    | Émile   |
        | Zoë     | ZOË      |
        | Straße   | STRAẞE   |
        | Weiß     | WEISS    |
        | Οδυσσεύς | ΟΔΥΣΣΕΎΣ |
        | Οδυσσεύς | Οδυσσεύσ |
        | ΝΊΚΟΣ    | νίκος    |
        | Åse      | Åse      |
        | Kim      | Kim      |
        | Stefan   | ﬆefan    |
        | Jürgen   | Ｊürgen   |
        | İlker    | i̇lker   |
        | Նարե     | ՆԱՐԵ     |
        | ნინო     | ᲜᲘᲜᲝ     |
        | 김        | 김      |
        | ガイア      | ｶﾞｲｱ     |
        | 𐐀𐐁       | 𐐨𐐩       |
        | Łukasz   | łukasz   |
        | Øyvind   | ØYVIND   |

      Examples: Width and compatibility forms
        | name       | alike   |
        | Alice      | Ａlice   |
        | Alice      | ａｌｉｃｅ   |
        | アリス        | ｱﾘｽ     |
        | Fink       | ﬁnk     |
        | Steffen    | Steﬀen  |
        | Henry VIII | Henry Ⅷ |
        | Alice 2    | Alice ² |
        | Alice      | Ⓐlice   |
        | Alice      | 𝐀𝐥𝐢𝐜𝐞   |

      Examples: Letters of other alphabets that look the same
        | name    | alike   |
        | Alice   | Аlice   |
        | alice   | АLICE   |
        | Carol   | Саrol   |
        | paypal  | раураl  |
        | Ελένη   | Eλένη   |
        | Alice 0 | Alice O |

      Examples: Letters of the same alphabet that look the same
        | name  | alike |
        | Alice | AIice |
        | Alice | A1ice |
        | Bernd | Bemd  |

    Scenario: A name that differs only in a joiner is rejected
      Given users "Alice" and "Bob" connect to the chat
      When user "Mallory" tries to connect under a name with a joiner inside
      Then user "Mallory" should be rejected
      And user "Bob" should not receive anything

    Scenario Outline: "<alike>", which looks like a reserved name, is rejected
      Given user "Bob" connects to the chat
      When user "Mallory" tries to connect as "<alike>"
      Then user "Mallory" should be rejected
      And user "Bob" should not receive anything

      Examples:
        | alike  |
        | sеrver |
        | ѕуstem |

    Scenario Outline: The order makes no difference: "<alike>" is rejected while "<name>" is in use
      Given users "<name>" and "Bob" connect to the chat
      When user "Mallory" tries to connect as "<alike>"
      Then user "Mallory" should be rejected
      And user "Bob" should not receive "joined" notification for "<alike>"

      Examples:
        | name   | alike   |
        | ALICE  | Alice   |
        | Straße | STRASSE |
        | ﬁnk    | Fink    |
        | Ａlice  | alice   |

    @promise.dialects
    Scenario Outline: A user asks to join as <alike> while Alice is in the room, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Mallory" connects without joining
      And user "Mallory" asks to join as "<alike>"
      Then user "Mallory" should be told that <reason>
      And user "Mallory" should not have joined
      And user "Bob" should not receive "joined" notification for "<alike>"

      Examples:
        | alike | dialect  | reason                 |
        | Alice | events   | the name is taken      |
        | ALICE | events   | the name is taken      |
        | Ａlice | events   | the name is taken      |
        | Alice | envelope | the message is invalid |
        | ALICE | envelope | the message is invalid |
        | Ａlice | envelope | the message is invalid |

    @promise.dialects
    Scenario Outline: A user asks to join as <alike> while <name> is in the room, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "<name>" and "Bob" connect to the chat
      When user "Mallory" connects without joining
      And user "Mallory" asks to join as "<alike>"
      Then user "Mallory" should be told that <reason>
      And user "Mallory" should not have joined
      And user "Bob" should not receive "joined" notification for "<alike>"

      Examples:
        | name     | alike    | dialect  | reason                 |
        | Émile    | émile    | events   | the name is taken      |
        | Émile    | émile    | envelope | the message is invalid |
        | Émile    | Émile   | events   | the name is taken      |
        | Émile    | Émile   | envelope | the message is invalid |
        | Straße   | STRASSE  | events   | the name is taken      |
        | Straße   | STRASSE  | envelope | the message is invalid |
        | Οδυσσεύς | ΟΔΥΣΣΕΎΣ | events   | the name is taken      |
        | Οδυσσεύς | ΟΔΥΣΣΕΎΣ | envelope | the message is invalid |
        | Οδυσσεύς | Οδυσσεύσ | events   | the name is taken      |
        | Οδυσσεύς | Οδυσσεύσ | envelope | the message is invalid |
        | ガイア      | ｶﾞｲｱ     | events   | the name is taken      |
        | ガイア      | ｶﾞｲｱ     | envelope | the message is invalid |

    @promise.arrivals
    Scenario Outline: "<other>" is a different name from "<name>"
      Given users "Bob" and "<name>" connect to the chat
      When user "<other>" connects to the chat
      Then user "Bob" should receive "joined" notification for "<other>"

      Examples: Letters with and without accents
        | name  | other |
        | Zoe   | Zoë   |
        | Émile | Emile |
        | Νίκος | Νικος |
        | Ёлка  | Елка  |
        | Nuñez | Nunez |

    @promise.arrivals
    Scenario Outline: "<other>" is a different name from "Alice"
      Given users "Bob" and "Alice" connect to the chat
      When user "<other>" connects to the chat
      Then user "Bob" should receive "joined" notification for "<other>"

      Examples:
        | other   |
        | Alic    |
        | Alicea  |
        | Al ice  |
        | Álice   |
        | Alice 2 |

  @promise.messages @promise.dialects
  Rule: A user whose name is taken takes no part in the conversation
    They are not in the room, so nobody would know that they listen.

    Scenario Outline: A user who was rejected hears nothing and says nothing, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Mallory" connects without joining
      And user "Mallory" asks to join as "Alice"
      Then user "Mallory" should be told that <reason>
      When user "Mallory" sends message "I am Alice"
      Then user "Mallory" should be told that they must join first
      When user "Alice" sends message "Who is there?"
      Then user "Bob" should receive message from "Alice" saying "Who is there?"
      When user "Mallory" asks to join as "Mallory"
      Then user "Mallory" should have joined
      And user "Mallory" should not receive message from "Alice" saying "Who is there?"
      And user "Bob" should not receive message from "Alice" saying "I am Alice"

      Examples:
        | dialect  | reason                 |
        | events   | the name is taken      |
        | envelope | the message is invalid |

  @promise.arrivals @promise.dialects
  Rule: A user whose name is taken can try again on the same connection
    A taken name should be no reason to connect all over again.

    Scenario Outline: A user joins under another name, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Bob" asks to join as "alice"
      Then user "Bob" should be told that <reason>
      When user "Bob" asks to join as "Bob"
      Then user "Bob" should have joined
      And user "Alice" should receive "joined" notification for "Bob"

      Examples:
        | dialect  | reason                 |
        | events   | the name is taken      |
        | envelope | the message is invalid |

    @promise.departures
    Scenario Outline: A user joins under the same name once it is free, in <dialect>
      Given user "the second Alice" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "the second Alice" connects without joining
      And user "the second Alice" asks to join as "Alice"
      Then user "the second Alice" should not have joined
      When user "Alice" leaves
      And user "Bob" receives "left" notification for "Alice"
      And user "the second Alice" asks to join as "Alice"
      Then user "the second Alice" should have joined
      And user "Bob" should receive "joined" notification for "Alice"

      Examples:
        | dialect  |
        | events   |
        | envelope |

  @promise.arrivals @promise.departures
  Rule: A name is free again when its user has left
    A name that nobody uses should not be lost to everybody else.

    @promise.shared-names
    Scenario Outline: The name is free after <departure>
      Given user "Alice" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When <departure>
      And user "Bob" receives "left" notification for "Alice"
      And a second "Alice" connects to the chat
      Then user "Bob" should receive "joined" notification for "Alice"

      Examples:
        | departure                              | dialect |
        | user "Alice" leaves                    | plain   |
        | user "Alice" disconnects abruptly      | plain   |
        | the connection of user "Alice" is lost | plain   |

      @promise.dialects
      Examples: Other dialects
        | departure                  | dialect  |
        | user "Alice" leaves        | events   |
        | user "Alice" asks to leave | events   |
        | user "Alice" leaves        | envelope |
        | user "Alice" asks to leave | envelope |

    Scenario: A name is free in another spelling, too
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" leaves
      And user "Bob" receives "left" notification for "Alice"
      And user "ALICE" connects to the chat
      Then user "Bob" should receive "joined" notification for "ALICE"

    Scenario Outline: "<other>" is free when "<name>" has left
      Given users "<name>" and "Bob" connect to the chat
      When user "<name>" leaves
      And user "Bob" receives "left" notification for "<name>"
      And user "<other>" connects to the chat
      Then user "Bob" should receive "joined" notification for "<other>"

      Examples:
        | name     | other    |
        | Émile    | émile    |
        | Straße   | STRASSE  |
        | Οδυσσεύς | ΟΔΥΣΣΕΎΣ |

    Scenario: A rejected user does not occupy the name
      Given users "Alice" and "Bob" connect to the chat
      When user "the second Alice" tries to connect as "Alice"
      And user "Alice" leaves
      And user "Bob" receives "left" notification for "Alice"
      And user "Alice" comes back
      Then user "Bob" should receive "joined" notification for "Alice"

  @promise.rooms
  Rule: A name is unique only within its room
    Each of two rooms may have an Alice of its own.

    @promise.messages @promise.arrivals
    Scenario: A name in use in one room is free in another
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "kitchen"
      When user "the second Alice" connects to room "kitchen" as "Alice"
      Then user "Bob" should receive "joined" notification for "Alice"
      When user "the second Alice" sends message "Who is cooking?"
      Then user "Bob" should receive message from "Alice" saying "Who is cooking?"
      And user "Alice" should not receive anything

    @promise.shared-names
    Scenario: Leaving one room does not free the name in another
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "kitchen"
      And user "the second Alice" connects to room "kitchen" as "Alice"
      When user "Alice" leaves
      And user "the third Alice" tries to connect to room "kitchen" as "Alice"
      Then user "the third Alice" should be rejected
      And user "Bob" should not receive anything but notifications
