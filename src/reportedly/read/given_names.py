"""Given names that mark what follows, or what they stand in, as a person and not a place.

Source: the most frequent given names of the U.S. census of 1990 (public domain), and some of other countries by hand.
"""

from functools import cache

_NAMES = """
Aaron Abdul Abdullah Abigail Abraham Ada Adam Addie Adele Adrian Adriana Adrienne Agnes Ahmad
Ahmed Aida Aiden Aimee Alan Albert Alberto Alejandro Alex Alexander Alexandra Alexei Alexey
Alexis Alfonso Alfred Alfredo Ali Alice Alicia Alisha Alison Alistair Allan Allen Allison Alma
Alton Alvin Alyssa Amanda Amber Amelia Amy Ana Andre Andrea Andrei Andres Andrew Andriy
Andy Angel Angela Angelica Angelina Angelo Angie Anita Ann Anna Anne Annette Annie Anthony
Antoinette Antonia Antonio April Archie Arlene Armando Arnold Arthur Arturo Ashley Audrey Aurora Austin
Avi Barack Barbara Barry Bashar Beatrice Becky Belinda Ben Benjamin Bennie Benny Bernadette Bernard
Bernice Bertha Bessie Beth Bethany Betsy Bettie Betty Beulah Beverly Beyonce Bill Billie Billy
Binyamin Blake Blanca Blanche Bob Bobbie Bobby Bonita Bonnie Boris Brad Bradley Brandi Brandon
Brandy Brayden Brenda Brent Brett Brian Brianna Bridget Brittany Brittney Brooke Bruce Bryan Bryant
Byron Caitlin Callum Calvin Cameron Camille Candace Candice Cara Carl Carla Carlos Carlton Carmen
Carol Carole Caroline Carolyn Carrie Carroll Casey Cassandra Catherine Cathy Cecelia Cecil Cecilia Cedric
Celeste Celia Cesar Chad Charlene Charles Charlie Charlotte Chelsea Cheri Cheryl Chester Chris Christian
Christie Christina Christine Christopher Christy Ciaran Cindy Claire Clara Clarence Clark Claude Claudia Clayton
Clifford Clifton Clinton Clyde Cody Colin Colleen Connie Connor Constance Cora Corey Corinne Cory
Courtney Craig Cristina Crystal Curtis Cynthia Daisy Dale Damon Dan Dana Daniel Danielle Danny
Darla Darlene Darrell Darren Darryl Daryl Dave David Dawn Dean Deanna Debbie Deborah Debra
Declan Delbert Delia Della Delores Deloris Denise Dennis Derek Derrick Desiree Devin Diana Diane
Dianna Dianne Dixie Dmitri Dmitry Dolores Dominic Don Donald Donna Donnie Dora Doreen Doris
Dorothy Dorthy Doug Douglas Duane Duncan Dustin Dwayne Dwight Dylan Earl Earnest Ebony Ed
Eddie Edgar Edith Edmund Edna Eduardo Edward Edwin Effie Eileen Elaine Eleanor Elena Elisa
Elisabeth Elizabeth Ella Ellen Elmer Eloise Elsa Elsie Elva Elvira Emily Emma Emmanuel Enrique
Eric Erica Erik Erika Erin Erma Ernest Ernestine Ernesto Essie Estella Estelle Esther Ethan
Ethel Etta Euan Eugene Eula Eunice Eva Evan Evelyn Everett Faith Fannie Faye Felicia
Felipe Felix Fern Fernando Fidel Fiona Flora Florence Floyd Forrest Frances Francine Francis Francisca
Francisco Francois Frank Franklin Fred Freda Freddie Frederick Fredrick Gabriel Gail Gareth Garrett Garry
Gary Gayle Gemma Gene Geneva Genevieve Geoffrey George Georgia Gerald Geraldine Gerard Gerardo Gertrude
Gilbert Gina Ginger Giovanni Giuseppe Gladys Glen Glenda Glenn Gloria Gordon Grace Graham Grant
Greg Gregg Gregory Gretchen Guadalupe Guillermo Gustavo Guy Gwen Gwendolyn Hamid Hamish Hannah Hans
Harold Harriet Harry Harvey Hassan Hattie Hazel Heather Hector Heidi Helen Helene Henrietta Henry
Herbert Herman Hilda Hillary Hiroshi Holly Homer Hope Horace Howard Hubert Hugh Hugo Hunter
Hussein Ian Ida Igor Ina Inez Ira Irene Iris Irma Irving Isaac Isabel
Ivan Ivanka Jack Jackie Jacob Jacqueline Jacquelyn Jacques Jaden Jaime Jake James Jamie Jan
Jana Jane Janelle Janet Janice Janie Janis Jared Jasmine Jason Javier Jay Jean Jeanette
Jeanne Jeannette Jeannie Jeff Jeffery Jeffrey Jenna Jennie Jennifer Jenny Jeremiah Jeremy Jermaine Jerome
Jerry Jesse Jessica Jessie Jesus Jewel Jill Jim Jimmie Jimmy Jin Jo Joan Joann
Joanna Joanne Jodi Jody Joe Joel Joey Johanna John Johnathan Johnnie Johnny Jon Jonathan
Jonathon Jordan Jorge Jose Josefina Joseph Josephine Joshua Josie Joy Joyce Juan Juana Juanita
Judith Judy Julia Julian Julie Julio Julius June Justin Jürgen Kara Karen Kari Karin
Karl Karla Kate Katherine Kathleen Kathryn Kathy Katie Katrina Kay Kayla Keith Kelley Kelli
Kellie Kelly Kelsey Kelvin Ken Kendra Kenji Kenneth Kenny Kent Kerri Kerry Kevin Kim
Kimberly Kirk Kirsty Klaus Krista Kristen Kristi Kristie Kristin Kristina Kristine Kristopher Kristy Krystal
Kurt Kyle Lana Lance Larry Latasha Latoya Laura Laurel Lauren Laurie Laverne Lawrence Leah
Lee Leigh Lela Leland Lena Lenora Leo Leon Leona Leonard Leroy Leslie Lester Leticia
Levi Lewis Li Liam Lila Lillian Lillie Linda Lindsay Lindsey Lionel Lisa Lloyd Logan
Lois Lola Lonnie Lora Loren Lorena Lorene Lorenzo Loretta Lori Lorraine Lottie Louis Louise
Lourdes Lowell Lucas Lucia Lucille Lucinda Lucy Luigi Luis Luke Lula Luther Luz Lydia
Lyle Lynda Lynette Lynn Lynne Mabel Mable Mack Madeline Madison Mae Maggie Malcolm Mamie
Mandy Manuel Marc Marcella Marcia Marco Marcos Marcus Margaret Margarita Margie Marguerite Maria Marian
Marianne Marie Marilyn Marina Marine Mario Marion Marissa Marjorie Mark Marla Marlene Marsha Marshall
Marta Martha Martin Marvin Mary Maryann Mason Mathew Matt Matteo Matthew Mattie Maureen Maurice
Max Maxine May Megan Meghan Mehmet Melania Melanie Melba Melinda Melissa Melody Melvin Mercedes
Meredith Michael Micheal Michel Michele Michelle Miguel Mike Mikhail Mildred Milton Mindy Minnie Miranda
Miriam Misty Mitchell Mitt Mohamed Mohammed Molly Mona Monica Monique Morris Moshe Muhammad Muriel
Mustafa Myra Myrna Myron Myrtle Nadine Nancy Naomi Narendra Natalia Natalie Natasha Nathan Nathaniel
Neal Neil Nellie Nelson Nettie Newt Niall Nicholas Nichole Nick Nicola Nicolas Nicole Nigel
Nikki Nikolai Nina Noah Noel Nora Norma Norman Oleg Oleksandr Olena Olga Olive Oliver
Olivia Ollie Omar Opal Ora Orlando Oscar Otis Owen Pablo Pam Pamela Paolo Pat
Patrice Patricia Patrick Patsy Patti Patty Paul Paula Paulette Pauline Pearl Pedro Peggy Penny
Perry Pete Peter Pharrell Philip Phillip Phyllis Pierre Preston Priscilla Rachael Rachel Rafael Rahul
Ralph Ramon Ramona Rand Randall Randolph Randy Raquel Raul Ray Raymond Reba Rebecca Rebekah
Recep Regina Reginald Rena Rene Renee Rex Reza Rhonda Ricardo Richard Rick Rickey Ricky
Rita Robert Roberta Roberto Robin Robyn Rochelle Roderick Rodney Rodolfo Roger Roland Ron Ronald
Ronda Ronnie Roosevelt Rosa Rosalie Rose Rosemarie Rosemary Rosie Ross Roxanne Roy Ruben Ruby
Rudolph Rudy Rufus Russell Ruth Ryan Sabrina Sadie Sallie Sally Salvador Salvatore Sam Samantha
Sammy Samuel Sandra Sandy Sara Sarah Scott Sean Sergei Sergey Sergio Seth Shane Shannon
Shari Sharon Shaun Shawn Shawna Sheila Shelby Shelia Shelley Shelly Sheri Sherman Sherri Sherrie
Sherry Sheryl Shirley Sidney Silvia Simon Siobhan Sonia Sonja Sonya Sophia Sophie Spencer Stacey
Stacie Stacy Stanley Stella Stephanie Stephen Steve Steven Stuart Sue Susan Susie Suzanne Svetlana
Sylvester Sylvia Tabitha Tamara Tami Tammie Tammy Tanya Tara Tasha Ted Teresa Teri Terrance
Terrence Terri Terry Thelma Theodore Theresa Thomas Tiffany Tim Timothy Tina Todd Tom Tommy
Toni Tony Tonya Tracey Traci Tracie Tracy Travis Trevor Tricia Trina Trisha Troy Tsarnaev
Tyler Tyrone Valerie Vanessa Velma Vera Verna Vernon Veronica Vicki Vickie Vicky Victor Victoria
Vincent Viola Violet Virgil Virginia Vivian Vladimir Volodymyr Wade Wallace Walter Wanda Warren Wayne
Wei Wendell Wendy Wesley Whitney Wilbert Wilbur Willard William Willie Willis Wilma Wilson Winifred
Wm Woodrow Xi Yolanda Yuri Yvette Yvonne Zachary
"""


@cache
def given_names() -> frozenset[str]:
    """Given names as written in English, with a capital."""
    return frozenset(_NAMES.split())
